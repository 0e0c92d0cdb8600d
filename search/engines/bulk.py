"""Bulk calls to Elasticsearch. What may pass is tried again after growing pauses; what is refused is told."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from . import EngineUnavailable, Refused

PAUSES = (0.5, 1.0, 2.0)  # seconds before the second, third and fourth try
MOST = 200  # operations in one call
LARGEST = 10_000_000  # bytes of one call; the server's own limit is 100 MB
BUSY = {408, 429, 502, 503, 504}
TOO_LARGE = 413
# A refusal that says nothing of the document: the index is gone, the rights or the place to write are missing.
NOT_THE_DOCUMENT = {401, 403, 404, *BUSY}
LONGEST_REASON = 160  # characters of each cause; the server quotes values


@dataclass
class Operation:
    """One line of a bulk call, with the document's line where it writes one. Without a version it is never late."""

    kind: str
    index: str
    id: str
    source: dict[str, Any] | None = None
    version: int | None = None

    def lines(self) -> list[bytes]:
        told: dict[str, Any] = {"_index": self.index, "_id": self.id}
        if self.version is not None:
            told |= {"version": self.version, "version_type": "external_gte"}
        parts = [{self.kind: told}] if self.source is None else [{self.kind: told}, self.source]
        return [json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode() for part in parts]


Call = list[tuple[Operation, list[bytes]]]


@dataclass
class Outcome:
    """What came of it: `late` are operations that met a higher version."""

    refused: list[Refused] = field(default_factory=list)
    late: list[Operation] = field(default_factory=list)


def carry_out(client: Elasticsearch, operations: Iterable[Operation], to_alias: bool = False) -> Outcome:
    """Write all. Raises EngineUnavailable when the server is away, blocked, or stays busy: some may be written then.

    With `to_alias` nothing is written where the alias is gone; the server would make an index of its own otherwise.
    """
    outcome = Outcome()
    for call in _calls(operations, outcome):
        _carry_out(client, call, to_alias, outcome)
    return outcome


def _calls(operations: Iterable[Operation], outcome: Outcome) -> Iterator[Call]:
    call: Call = []
    size = 0
    for operation in operations:
        try:
            lines = operation.lines()
        except UnicodeEncodeError as error:  # half a character
            outcome.refused.append(Refused(operation.id, str(error)))
            continue
        length = sum(map(len, lines))
        if call and (len(call) >= MOST or size + length > LARGEST):
            yield call
            call, size = [], 0
        call.append((operation, lines))
        size += length
    if call:
        yield call


def _carry_out(client: Elasticsearch, call: Call, to_alias: bool, outcome: Outcome) -> None:
    for pause in (*PAUSES, None):
        body: Any = [line for _operation, lines in call for line in lines]
        try:
            answer = client.bulk(operations=body, require_alias=to_alias)
        except TransportError as error:
            reason = type(error).__name__
        except ApiError as error:
            reason = str(error)
            if error.status_code == TOO_LARGE:  # for the server, or for a proxy before it
                _in_halves(client, call, to_alias, outcome)
                return
            if error.status_code not in BUSY or _is_block(error.body):
                raise EngineUnavailable(reason) from error
        else:
            call, reason = _sorted(call, answer["items"], outcome)
            if not call:
                return
        if pause is None:
            raise EngineUnavailable(reason)
        time.sleep(pause)


def _in_halves(client: Elasticsearch, call: Call, to_alias: bool, outcome: Outcome) -> None:
    """A call that is too large as a whole; a document that is too large alone is refused."""
    if len(call) == 1:
        ((operation, lines),) = call
        outcome.refused.append(Refused(operation.id, f"too large for one call: {sum(map(len, lines))} bytes"))
        return
    middle = len(call) // 2
    for half in (call[:middle], call[middle:]):
        _carry_out(client, half, to_alias, outcome)


def _sorted(call: Call, items: list[dict[str, Any]], outcome: Outcome) -> tuple[Call, str]:
    """What is to be sent once more, and why."""
    again: Call = []
    why = ""
    for (operation, lines), item in zip(call, items, strict=True):
        told = next(iter(item.values()))
        status, error = told["status"], told.get("error")
        if error is None:  # done, or a missing document was to be deleted
            continue
        reason = _told(error)
        if status == 409:
            outcome.late.append(operation)
        elif status in BUSY and not _is_block(told):
            again.append((operation, lines))
            why = reason
        elif status in NOT_THE_DOCUMENT or status >= 500:
            raise EngineUnavailable(reason)
        else:
            outcome.refused.append(Refused(operation.id, reason))
    return again, why


def _told(error: dict[str, Any] | None) -> str:
    """An error with what caused it."""
    causes = []
    while error:
        causes.append(f"{error['type']}: {error['reason']}"[:LONGEST_REASON])
        error = error.get("caused_by")
    return "; ".join(causes)


def _is_block(told: Any) -> bool:
    """Whether a person or a full disk has closed the index to writing: that does not pass in seconds."""
    error = told.get("error") if isinstance(told, dict) else None
    return isinstance(error, dict) and error.get("type") == "cluster_block_exception"
