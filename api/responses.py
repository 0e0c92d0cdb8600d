"""Whole answers of persisted documents, kept in the process until anything they were made of changes.

The key has the legal day, and for what search answers also the editors' words and the ten minutes of popularity. Beside
an answer stand the change log's position that was read before it, and what was read: when the log has moved on, the
answer holds as long as no change since touches that. Nothing is kept while the index is behind the log, nor an answer
of the database in the engine's place, nor one with an error.
"""

import datetime as dt
import gzip
import hashlib
import json
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.pages import version
from register import changes, clock
from register.answer import FALLBACK, overview
from search.derive import up_to
from search.engines import EngineUnavailable, engine
from search.popularity import SECONDS as POPULARITY
from search.wording import wording

from .context import Read

SHARED = 30  # seconds that a shared cache may hold an answer
WORTH_PACKING = 1_000  # bytes
MOST = 500  # answers
MOST_BYTES = 50_000_000  # of them all, packed ones not counted
MOST_CHANGES = 200  # that are looked through for one answer
BY_SEARCH = ("searchProcedures", "suggest", "related")
OF_PAGES = re.compile(r"\b(?:page|pages|menu|lifeSituations|siteNotice|node)\b")


@dataclass(frozen=True)
class Answer:
    """The bytes of an answer."""

    body: bytes

    @cached_property
    def etag(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:32]

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.body, 5, mtime=0)


@dataclass(frozen=True)
class Kept:
    """An answer, the position of the log that was read before it, and what it was made of."""

    answer: Answer
    position: changes.Position
    read: Read


_kept: OrderedDict[tuple[Any, ...], Kept] = OrderedDict()
_bytes = 0
_lock = threading.Lock()


def key_of(
    document: str, name: str | None, variables: Mapping[str, Any] | None, today: dt.date
) -> tuple[Any, ...] | None:
    """What an answer to a persisted document hangs on, beside the log's position; None where it may not be kept."""
    pages_version = version.current() if OF_PAGES.search(document) else None
    asked = (document, name, json.dumps(variables or {}, sort_keys=True), today, pages_version)
    if not any(field in document for field in BY_SEARCH):
        return asked
    if any(field in document for field in BY_SEARCH[:2]) and not is_index_level():
        return None
    return (*asked, settings.SEARCH_ENGINE, wording().number, int(time.monotonic() / POPULARITY))


_level: tuple[Any, ...] = ()


def is_index_level() -> bool:
    """Whether index and vocabulary stand where the log stands. Once they do they do for that position."""
    global _level
    position = changes.position()
    here = (position, settings.SEARCH_ENGINE, id(engine()))
    if _level == here:
        return True
    try:
        cursor = engine().cursor()
    except EngineUnavailable:
        return False
    log = (position.epoch, position.head)
    if cursor is None or (cursor.epoch, cursor.number) != log or tuple(up_to()) != log:
        return False
    _level = here
    return True


def kept(key: tuple[Any, ...]) -> Answer | None:
    """The answer that is kept, if it still holds."""
    position = changes.position()
    with _lock:
        held = _kept.get(key)
        if held is None:
            return None
        _kept.move_to_end(key)
    if held.position == position:
        return held.answer
    if not is_untouched(held, position):
        return None
    with _lock:
        if key in _kept:
            _kept[key] = replace(held, position=position)
    return held.answer


def keep(key: tuple[Any, ...], answer: Answer, read: Read) -> None:
    """Within `changes.reading` the position is the one read first, so that an answer is never older than it says."""
    global _bytes
    with _lock:
        _drop(key)
        _kept[key] = Kept(answer, changes.position(), read)
        _bytes += len(answer.body)
        while _kept and (len(_kept) > MOST or _bytes > MOST_BYTES):
            _drop(next(iter(_kept)))


def _drop(key: tuple[Any, ...]) -> None:
    global _bytes
    held = _kept.pop(key, None)
    _bytes -= len(held.answer.body) if held else 0


def is_untouched(held: Kept, now: changes.Position) -> bool:
    """Whether no change since concerns what the answer was made of: not its codes, not their neighbours, no name."""
    before = held.position
    if held.read.everything or before.epoch != now.epoch or not before.head:
        return False
    newer = changes.since(before.head - 1, MOST_CHANGES)
    if len(newer) == MOST_CHANGES or not newer or (newer[0].number, newer[0].token) != (before.head, before.token):
        return False  # too much happened, or what was read first was rolled back
    changed = {code for change in newer[1:] for code in change.codes}
    if any(not change.codes for change in newer[1:]) or changed & held.read.codes:
        return False
    sectors = {row.sector for code, row in overview(clock.today(), FALLBACK).items() if code in changed}
    return not sectors & held.read.sectors


def forget() -> None:
    """Needed only where the log itself is taken back, as tests do."""
    global _bytes
    _kept.clear()
    _bytes = 0


def respond(request: HttpRequest, answer: Answer, kind: str) -> HttpResponse:
    """The answer with its strong ETag; 304 where the asker has it already; packed where he can unpack."""
    packs = "gzip" in request.headers.get("Accept-Encoding", "") and len(answer.body) >= WORTH_PACKING
    etag = f'"{answer.etag}-gzip"' if packs else f'"{answer.etag}"'
    known = {each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")}
    if request.method in {"GET", "HEAD"} and known & {etag, "*"}:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(answer.packed if packs else answer.body, content_type=f"{kind}; charset=utf-8")
        if packs:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Vary"] = "Accept, Accept-Encoding"
    response["Cache-Control"] = cache_control() if request.method in {"GET", "HEAD"} else "private, no-store"
    return response


def cache_control() -> str:
    """For shared caches some seconds, and none of them beyond midnight in Viet Nam."""
    return f"public, max-age=0, s-maxage={max(0, min(SHARED, clock.seconds_to_midnight()))}, must-revalidate"
