"""Elasticsearch 9. Terms come ready from `search/text.py`, so the mapping needs the core analyzer `whitespace` alone.

One index for each generation: an alias names the one in use, a second the one before it, which a rollback takes back.
Every write carries the number of the change log as its external version, so that a late writer never overwrites.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any as Json
from typing import TypeVar

from django.conf import settings
from django.db import connection
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import ScanError, scan

from ..document import FIELDS, FORMAT, LISTS, TEXTS
from ..models import IndexDocument
from ..plan import LARGE, Plan
from . import Cursor, EngineUnavailable, Hit, Hits, Refused, lock
from .breaker import Breaker
from .budget import BUDGET, budget, left
from .bulk import BUSY, Operation, carry_out
from .elasticsearch_query import body_of, columns, preference_of
from .shown import Shown

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
WRITE_TIMEOUT = 30
READ_TIMEOUT = 10  # of those who write
ALLOCATION = "10s"  # how long a new index may wait for a disk to lie on
LOOK_AGAIN = 60.0  # seconds after which a searching process looks at the index's mapping again
CURSOR_ID = "_cursor"
SHOWN = ("hash", "code", "state", "name", "sector", "levels")
READ = "hits.total.value,hits.hits._score,hits.hits.fields,aggregations.*.values.buckets"
TEXT = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
WORD = {"type": "keyword"}
MAPPING = {
    "dynamic": "strict",
    "_meta": {"format": FORMAT},
    "_source": {"includes": ["id", "code", "state", "name", "sector", "levels", "hash", "epoch", "number"]},
    "properties": {
        **dict.fromkeys(("id", "code", "state", "sector", "fee", *LISTS, "hash", "epoch"), WORD),
        **dict.fromkeys(TEXTS, TEXT),
        "name": {"type": "keyword", "index": False},
        "from_day": {"type": "integer"},
        "until_day": {"type": "integer"},
        "number": {"type": "long"},
    },
}
SETTINGS = {
    "number_of_shards": settings.SEARCH_SHARDS,
    "number_of_replicas": settings.SEARCH_REPLICAS,
    "refresh_interval": "1s",
}
WHILE_BUILDING = {"number_of_replicas": 0, "refresh_interval": "-1"}
# Every file is asked anew with all clauses of a plan. A small index begins as one and is kept in few, where the server
# would let ten stand; of a large one the documents cost more than the files, and to merge them lasts half a minute.
FEW_FILES = {"merge.policy.segments_per_tier": 2, "merge.policy.floor_segment": "64mb"}
ALL = {"exists": {"field": "hash"}}  # every document, but not the cursor


class ElasticsearchEngine:
    name = "elasticsearch"

    def __init__(self, url: str, alias: str, ca: str = "", api_key: str = "") -> None:
        """`url` may be several, with commas, and hold user and password; `ca` is a file."""
        self.alias, self.kept = alias, f"{alias}-previous"
        nodes = [node.strip() for node in url.split(",") if node.strip()]
        access = ({"ca_certs": ca} if ca else {}) | ({"api_key": api_key} if api_key else {})
        # A node that refuses the connection costs no time, so the next one is asked; one that is slow has used it up.
        once: Json = {"retry_on_timeout": False, "retry_on_status": (), **access}
        self.client = Elasticsearch(nodes, request_timeout=BUDGET, max_retries=len(nodes) - 1, **once)
        self.writer = Elasticsearch(nodes, request_timeout=WRITE_TIMEOUT, max_retries=len(nodes) - 1, **once)
        self.reader = self.writer.options(request_timeout=READ_TIMEOUT)
        self.breaker = Breaker(patience=len(nodes))
        self.shown = Shown()
        self._looked_at: float | None = None
        self._patient: dict[int, Elasticsearch] = {}

    # -- Searching ------------------------------------------------------------------------------------------------

    @budget()
    def search(self, plan: Plan, first: int, offset: int = 0, facets: bool = True) -> Hits:
        self._look_at_mapping()
        body = body_of(plan, first, offset, facets)
        # Each shard weighs terms by its own documents; several have to agree on the weights first.
        kind = "dfs_query_then_fetch" if SETTINGS["number_of_shards"] != 1 else None
        answer = self._asked(
            lambda client: client.search(
                index=self.alias,
                search_type=kind,
                allow_partial_search_results=False,
                # Scores differ a little between the copies of a shard: the same copy for all pages of a query.
                preference=preference_of(plan),
                filter_path=READ,
                **body,
            )
        )
        hits = answer["hits"]
        try:
            scored = [(hit["fields"]["hash"][0], hit["_score"] or 0.0) for hit in hits.get("hits", ())]
            shown = self.shown.of([word for word, _score in scored], self._read_shown)
        except KeyError as error:  # another version's index came in its place since
            self._looked_at = None
            raise EngineUnavailable("the index is of another format") from error
        return Hits(
            total=hits["total"]["value"],
            hits=[shown[word].scored(score) for word, score in scored if word in shown],
            facets={
                name: {bucket["key"]: bucket["doc_count"] for bucket in counted["values"]["buckets"] if bucket["key"]}
                for name, counted in answer.get("aggregations", {}).items()
            },
        )

    def _read_shown(self, hashes: Sequence[str]) -> dict[str, Hit]:
        """What these documents show, by their hashes; one that has gone since is left out."""
        answer = self._asked(
            lambda client: client.search(
                index=self.alias,
                query={"terms": {"hash": list(hashes)}},
                size=len(hashes),
                allow_partial_search_results=False,
                filter_path=READ,
                **columns(*SHOWN),
            )
        )
        found = [hit["fields"] for hit in answer["hits"].get("hits", ())]
        return {fields["hash"][0]: hit_of(fields) for fields in found}

    def _look_at_mapping(self) -> None:
        """At a process's first search and now and then: fields that another version wrote would find too little."""
        if self._looked_at is not None and time.monotonic() - self._looked_at < LOOK_AGAIN:
            return
        if not self._asked(lambda client: self._is_right(client, self.alias)):
            log.warning("The index is of another format: names are searched in the database until it is built anew.")
            raise EngineUnavailable("the index is of another format")
        self._looked_at = time.monotonic()

    def _within(self, seconds: float) -> Elasticsearch:
        """The client with so much patience, to a tenth of a second: to make one takes a while, so they are kept."""
        tenths = round(seconds * 10)
        if not tenths:
            raise EngineUnavailable("it took too long")
        if tenths not in self._patient:
            self._patient[tenths] = self.client.options(request_timeout=tenths / 10)
        return self._patient[tenths]

    def _asked(self, ask: Callable[[Elasticsearch], Answer]) -> Answer:
        """One question of a citizen's request. A missing index is told at once, which is no reason to rest."""
        missing: ApiError
        client = self._within(left())
        try:
            with self.breaker.asking():
                try:
                    return ask(client)
                except ApiError as error:
                    if error.status_code in BUSY or error.status_code >= 500:
                        raise
                    missing = error
        except (ApiError, TransportError) as error:
            raise EngineUnavailable(type(error).__name__) from error
        raise EngineUnavailable(type(missing).__name__) from missing

    # -- Reading, for those who write -----------------------------------------------------------------------------

    def cursor(self) -> Cursor | None:
        return self._cursor_of(self.alias)

    def previous(self) -> Cursor | None:
        with _speaking():
            holders = self._holders(self.kept)
            is_usable = bool(holders) and self._is_right(self.reader, self.kept)
        return self._cursor_of(self.kept) if is_usable else None

    def is_of_this_format(self, quickly: bool = False) -> bool:
        with _speaking():
            return self._is_right(self.client if quickly else self.reader, self.alias)

    def hashes(self) -> Iterator[tuple[str, str]]:
        with _speaking():
            self.writer.indices.refresh(index=self.alias)
            for hit in scan(self.writer, index=self.alias, query={"query": ALL}):
                yield hit["_source"]["id"], hit["_source"]["hash"]

    def _cursor_of(self, index: str) -> Cursor | None:
        with _speaking():
            try:
                source = self.reader.get(index=index, id=CURSOR_ID)["_source"]
            except NotFoundError:
                return None
        return Cursor(source["epoch"], source["number"]) if {"epoch", "number"} <= source.keys() else None

    def _is_right(self, client: Elasticsearch, index: str) -> bool:
        """Whether the mapping is ours, to the last field: one that was changed by hand is another format too."""
        held = client.indices.get_mapping(index=index)
        return all(each["mappings"] == MAPPING for each in held.values())

    def _holders(self, alias: str) -> list[str]:
        """The indexes that an alias names."""
        try:
            return list(self.reader.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _generations(self) -> list[str]:
        """All indexes of this alias, and of none whose name only begins so."""
        ours = re.compile(rf"{re.escape(self.alias)}-[0-9a-f]{{12}}")
        found = self.reader.indices.get(index=f"{self.alias}-*", expand_wildcards="all", features="aliases")
        return [name for name in found if ours.fullmatch(name)]

    # -- Writing --------------------------------------------------------------------------------------------------

    def writing(self) -> AbstractContextManager[None]:
        return self._locked("writing")

    def rebuilding(self) -> AbstractContextManager[None]:
        return self._locked("rebuilding")

    def _locked(self, what: str) -> AbstractContextManager[None]:
        if connection.vendor == "postgresql":
            return lock.by_database(f"search:{self.alias}:{what}")
        return lock.by_file(settings.DATA_DIR / f"{self.alias}.{what}.lock")

    def replace(
        self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor, mark: bool = True
    ) -> list[Refused]:
        refused = self._replace(self.alias, codes, documents, cursor, to_alias=True)
        if mark:
            self._mark(self.alias, cursor, to_alias=True)
        with _speaking():
            self.writer.indices.refresh(index=self.alias)
        return refused

    def _replace(
        self, index: str, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor, to_alias: bool
    ) -> list[Refused]:
        wanted = {document.id: document for document in documents}
        gone = [key for key in self._ids_of(index, codes) if key not in wanted]
        operations = [Operation("delete", index, key, version=cursor.number) for key in gone]
        operations += [_writing(index, document, cursor) for document in wanted.values()]
        return self._carry_out(operations, cursor, to_alias)

    def _ids_of(self, index: str, codes: Sequence[str]) -> list[str]:
        """The ids of all documents of these codes."""
        if not codes:
            return []
        with _speaking():
            self.writer.indices.refresh(index=index)
            found = scan(self.writer, index=index, query={"query": {"terms": {"code": list(codes)}}})
            return [hit["_id"] for hit in found]

    def _mark(self, index: str, cursor: Cursor, to_alias: bool) -> None:
        """After all that it stands for: whoever reads the cursor knows that everything before it is there."""
        marker = {"id": CURSOR_ID, "epoch": cursor.epoch, "number": cursor.number}
        operation = Operation("index", index, CURSOR_ID, marker, cursor.number)
        if refused := self._carry_out([operation], cursor, to_alias):
            raise EngineUnavailable(refused[0].reason)

    def _carry_out(self, operations: Sequence[Operation], cursor: Cursor, to_alias: bool) -> list[Refused]:
        """Write all. A higher version is a later writer's only where the index stands later, else somebody's hand."""
        outcome = carry_out(self.writer, operations, to_alias)
        if outcome.late:
            held = self._cursor_of(outcome.late[0].index)
            if held is None or held.number <= cursor.number:
                for operation in outcome.late:
                    operation.version = None
                outcome.refused += carry_out(self.writer, outcome.late, to_alias).refused
        return outcome.refused

    # -- Generations ----------------------------------------------------------------------------------------------

    @contextmanager
    def rebuild(self) -> Iterator["_Generation"]:
        name = f"{self.alias}-{uuid.uuid4().hex[:12]}"
        self._clean()
        try:
            with _speaking():
                made = self.writer.indices.create(
                    index=name, mappings=MAPPING, settings=SETTINGS | WHILE_BUILDING, timeout=ALLOCATION
                )
            if not made["shards_acknowledged"]:
                raise EngineUnavailable("no node takes a new index: is a disk full?")
            yield _Generation(self, name)
        except BaseException:
            self._clean()
            raise

    def rollback(self) -> None:
        with _speaking():
            self._point(used=self._holders(self.kept), kept=self._holders(self.alias))

    def _point(self, used: Sequence[str], kept: Sequence[str]) -> None:
        """Both aliases at once."""
        held = [(alias, name) for alias in (self.alias, self.kept) for name in self._holders(alias)]
        wanted = [(self.alias, name) for name in used] + [(self.kept, name) for name in kept]
        actions = [{"remove": {"index": name, "alias": alias}} for alias, name in held if (alias, name) not in wanted]
        actions += [{"add": {"index": name, "alias": alias}} for alias, name in wanted]
        self.writer.indices.update_aliases(actions=actions)
        self._looked_at = None

    def _clean(self) -> None:
        """Delete what no alias names: a build that failed or was killed, and what is older than the one kept."""
        try:
            named = {*self._holders(self.alias), *self._holders(self.kept)}
            for name in self._generations():
                if name not in named:
                    self.writer.indices.delete(index=name, ignore_unavailable=True)
        except (ApiError, TransportError) as error:
            log.warning("Old indexes stay until the next is built: %s", error)


class _Generation:
    """An index being built. Nobody else writes here, and it has no cursor before the swap."""

    writers = 4

    def __init__(self, engine: ElasticsearchEngine, name: str) -> None:
        self.engine, self.name = engine, name

    def add(self, documents: Iterable[IndexDocument], cursor: Cursor) -> list[Refused]:
        return carry_out(self.engine.writer, (_writing(self.name, each, cursor) for each in documents)).refused

    def replace(self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor) -> list[Refused]:
        return self.engine._replace(self.name, codes, documents, cursor, to_alias=False)

    def count(self) -> int:
        with _speaking():
            self.engine.writer.indices.refresh(index=self.name)
            return int(self.engine.writer.count(index=self.name, query=ALL)["count"])

    def hashes_of(self, ids: Sequence[str]) -> dict[str, str]:
        with _speaking():
            found = self.engine.writer.search(
                index=self.name,
                query={"ids": {"values": list(ids)}},
                size=len(ids),
                source={"includes": ["id", "hash"]},
            )
        return {hit["_source"]["id"]: hit["_source"]["hash"] for hit in found["hits"]["hits"]}

    def swap(self, cursor: Cursor) -> None:
        engine = self.engine
        final = {name: value for name, value in SETTINGS.items() if name in WHILE_BUILDING}
        if self.count() < LARGE:
            final |= FEW_FILES
            with _speaking():
                engine.writer.indices.forcemerge(index=self.name, max_num_segments=1)
        engine._mark(self.name, cursor, to_alias=False)
        with _speaking():
            if not engine._is_right(engine.reader, self.name):
                raise EngineUnavailable("somebody changed the new index")
            engine.writer.indices.put_settings(index=self.name, settings=final)
            engine.writer.indices.refresh(index=self.name)
            old = engine._holders(engine.alias) or engine._holders(engine.kept)
            engine._point(used=[self.name], kept=old)
        engine._clean()


@contextmanager
def _speaking() -> Iterator[None]:
    """Whatever goes wrong with the server is EngineUnavailable."""
    try:
        yield
    except (ApiError, TransportError, ScanError) as error:
        raise EngineUnavailable(str(error)) from error


def hit_of(fields: dict[str, list[str]]) -> Hit:
    """A hit by its columns; a column without a value is left out."""
    code, state, name = (fields[key][0] for key in ("code", "state", "name"))
    return Hit(code, 0.0, name, state, fields.get("sector", [""])[0], fields.get("levels", []))


def source_of(document: IndexDocument) -> dict[str, Json]:
    """The document as bulk takes it."""
    return {name: getattr(document, name) for name in FIELDS}


def _writing(index: str, document: IndexDocument, cursor: Cursor) -> Operation:
    return Operation("index", index, document.id, source_of(document), cursor.number)
