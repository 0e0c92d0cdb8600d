"""Elasticsearch 9. Terms come ready from `search/text.py`, so the mapping needs the core analyzer `whitespace` alone.

One index per generation behind an alias. Every write carries the number of the change log as its external version, so
that a late writer never overwrites a newer one.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any as Json
from typing import cast

from django.db import connection
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import bulk, scan

from ..document import FIELDS, FORMAT, LISTS, TEXTS
from ..models import IndexDocument
from ..plan import FACETS, Any, Best, Clause, Plan, Prefix, Term
from . import Cursor, EngineUnavailable, Hit, Hits

TIMEOUT = 0.8  # seconds for a search; beyond it the database answers
WRITE_TIMEOUT = 60
CURSOR_ID = "_cursor"
TEXT = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
WORD = {"type": "keyword"}
MAPPING = {
    "dynamic": "strict",
    "_meta": {"format": FORMAT},
    "_source": {"includes": ["id", "code", "state", "name", "sector", "levels", "hash", "epoch", "number"]},
    "properties": {
        **dict.fromkeys(("id", "code", "state", "sector", "fee", *LISTS, "hash", "epoch"), WORD),
        **dict.fromkeys(TEXTS, TEXT),
        "name": {"type": "keyword", "index": False, "doc_values": False},
        "from_day": {"type": "integer"},
        "until_day": {"type": "integer"},
        "number": {"type": "long"},
    },
}
SETTINGS = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "1s"}


class ElasticsearchEngine:
    name = "elasticsearch"

    def __init__(self, url: str, alias: str) -> None:
        self.alias = alias
        self.client = Elasticsearch(url, request_timeout=TIMEOUT, max_retries=0, retry_on_timeout=False)
        self.writer = Elasticsearch(url, request_timeout=WRITE_TIMEOUT, max_retries=3, retry_on_timeout=True)

    # -- Reading --------------------------------------------------------------------------------------------------

    def search(self, plan: Plan, first: int, offset: int = 0, facets: bool = True) -> Hits:
        try:
            answer = self.client.search(index=self.alias, **body_of(plan, first, offset, facets))
        except (ApiError, TransportError) as error:
            raise EngineUnavailable(type(error).__name__) from error
        hits = answer["hits"]
        return Hits(
            total=hits["total"]["value"],
            hits=[hit_of(hit["_source"], hit["_score"] or 0.0) for hit in hits["hits"]],
            facets={
                name: {bucket["key"]: bucket["doc_count"] for bucket in counted["values"]["buckets"] if bucket["key"]}
                for name, counted in answer.get("aggregations", {}).items()
            },
        )

    def cursor(self) -> Cursor | None:
        try:
            source = self.writer.get(index=self.alias, id=CURSOR_ID)["_source"]
        except NotFoundError:
            return None
        except (ApiError, TransportError) as error:
            raise EngineUnavailable(type(error).__name__) from error
        return Cursor(source["epoch"], source["number"])

    def is_of_this_format(self) -> bool:
        mappings = self.writer.indices.get_mapping(index=self.alias)
        return all(held["mappings"].get("_meta", {}).get("format") == FORMAT for held in mappings.values())

    def hashes(self) -> Iterator[tuple[str, str]]:
        self.writer.indices.refresh(index=self.alias)
        for hit in scan(self.writer, index=self.alias, query={"query": {"exists": {"field": "hash"}}}):
            yield hit["_source"]["id"], hit["_source"]["hash"]

    # -- Writing --------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Versions keep late writers harmless; the lock only spares double work, where the database has one to give."""
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"search:{self.alias}"])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"search:{self.alias}"])

    def replace(self, codes: Sequence[str], documents: Iterable[IndexDocument], cursor: Cursor) -> None:
        wanted = {document.id: document for document in documents}
        self._write(self.alias, self._replacing(self.alias, codes, wanted, cursor.number), cursor)

    def _replacing(
        self, index: str, codes: Sequence[str], wanted: dict[str, IndexDocument], number: int
    ) -> Iterator[dict[str, Json]]:
        for key in self.ids_of(index, codes):
            if key not in wanted:
                yield _action("delete", index, key, number)
        for document in wanted.values():
            yield _action("index", index, document.id, number) | {"_source": source_of(document)}

    def ids_of(self, index: str, codes: Sequence[str]) -> Iterator[str]:
        """The ids of all documents of these codes."""
        if codes:
            self.writer.indices.refresh(index=index)
            for hit in scan(self.writer, index=index, query={"query": {"terms": {"code": list(codes)}}}):
                yield hit["_id"]

    def _write(self, index: str, actions: Iterable[dict[str, Json]], cursor: Cursor) -> None:
        """All actions, then the cursor: whoever reads it knows that all before it is there."""
        try:
            _bulk(self.writer, actions)
            marker = {"id": CURSOR_ID, "epoch": cursor.epoch, "number": cursor.number}
            _bulk(self.writer, [_action("index", index, CURSOR_ID, cursor.number) | {"_source": marker}])
            self.writer.indices.refresh(index=index)
        except TransportError as error:
            raise EngineUnavailable(type(error).__name__) from error

    @contextmanager
    def rebuild(self) -> Iterator["_Generation"]:
        name = f"{self.alias}-{uuid.uuid4().hex[:12]}"
        try:
            self.writer.indices.create(index=name, mappings=MAPPING, settings=SETTINGS | {"refresh_interval": "-1"})
        except (ApiError, TransportError) as error:
            raise EngineUnavailable(str(error)) from error
        try:
            yield _Generation(self, name)
        except BaseException:
            self.writer.indices.delete(index=name, ignore_unavailable=True)
            raise


class _Generation:
    """Nobody else writes here before the swap, so its documents need no version of the change log yet."""

    def __init__(self, engine: ElasticsearchEngine, name: str) -> None:
        self.engine, self.name = engine, name

    def add(self, documents: Iterable[IndexDocument]) -> None:
        _bulk(
            self.engine.writer,
            (
                {"_op_type": "index", "_index": self.name, "_id": document.id, "_source": source_of(document)}
                for document in documents
            ),
        )

    def remove(self, codes: Sequence[str]) -> None:
        ids = list(self.engine.ids_of(self.name, codes))
        _bulk(self.engine.writer, ({"_op_type": "delete", "_index": self.name, "_id": key} for key in ids))

    def swap(self, cursor: Cursor) -> None:
        writer, alias = self.engine.writer, self.engine.alias
        marker = {"id": CURSOR_ID, "epoch": cursor.epoch, "number": cursor.number}
        _bulk(writer, [_action("index", self.name, CURSOR_ID, cursor.number) | {"_source": marker}])
        writer.indices.put_settings(index=self.name, settings={"refresh_interval": SETTINGS["refresh_interval"]})
        writer.indices.refresh(index=self.name)
        old = [name for name in writer.indices.get(index=f"{alias}-*", expand_wildcards="open") if name != self.name]
        writer.indices.update_aliases(
            actions=[
                {"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}},
                {"add": {"index": self.name, "alias": alias}},
            ]
        )
        if old:
            writer.indices.delete(index=old, ignore_unavailable=True)


# -- Translation of a plan --------------------------------------------------------------------------------------------


def body_of(plan: Plan, first: int, offset: int, facets: bool) -> dict[str, Json]:
    """The whole request. Facets' selections filter after counting, so that a facet does not narrow itself."""
    day = plan.day.toordinal()
    always = [
        {"term": {"state": plan.state}},
        {"term": {"serves": plan.locale}},
        {"range": {"from_day": {"lte": day}}},
        {"range": {"until_day": {"gt": day}}},
    ]
    chosen = {name: {"terms": {name: list(values)}} for name, values in plan.selected.items()}
    body: dict[str, Json] = {
        "query": {"bool": {"filter": always, "must": [query_of(plan.clause)] if plan.clause else []}},
        "post_filter": {"bool": {"filter": list(chosen.values())}},
        "size": first,
        "from": offset,
        "sort": [{"_score": "desc"}, {"code": "asc"}] if plan.clause else [{"code": "asc"}],
        "track_total_hits": True,
        "track_scores": True,
        "source": ["code", "state", "name", "sector", "levels"],
    }
    if facets:
        body["aggs"] = {
            name: {
                "filter": {"bool": {"filter": [each for other, each in chosen.items() if other != name]}},
                "aggs": {"values": {"terms": {"field": name, "size": 1000}}},
            }
            for name in FACETS
        }
    return body


def query_of(clause: Clause) -> dict[str, Json]:
    if isinstance(clause, Term):
        return {"term": {clause.field: {"value": clause.value, "boost": clause.weight}}}
    if isinstance(clause, Prefix):
        return {"constant_score": {"filter": {"prefix": {clause.field: clause.value}}, "boost": clause.weight}}
    if isinstance(clause, Best):
        return {"dis_max": {"queries": [query_of(part) for part in clause.clauses]}}
    assert isinstance(clause, Any)  # noqa: S101 - the last of the four kinds
    parts = [query_of(part) for part in clause.clauses]
    needed = {"bool": {"should": parts, "minimum_should_match": clause.must}}
    if not clause.extra:
        return needed
    return {"bool": {"must": [needed], "should": [query_of(part) for part in clause.extra]}}


def source_of(document: IndexDocument) -> dict[str, Json]:
    """The document as bulk takes it."""
    return {name: getattr(document, name) for name in FIELDS}


def hit_of(source: dict[str, Json], score: float) -> Hit:
    return Hit(source["code"], score, source["name"], source["state"], source["sector"], source["levels"])


def _action(kind: str, index: str, key: str, number: int) -> dict[str, Json]:
    return {"_op_type": kind, "_index": index, "_id": key, "version": number, "version_type": "external_gte"}


def _bulk(client: Elasticsearch, actions: Iterable[dict[str, Json]]) -> None:
    """Bulk, in which a newer version already there is no error, nor is a missing document to delete."""
    try:
        _done, errors = bulk(client, actions, raise_on_error=False, max_retries=3, chunk_size=200)
    except ApiError as error:
        raise EngineUnavailable(str(error)) from error
    refused = [
        error for error in cast(list[dict[str, Json]], errors) if next(iter(error.values()))["status"] not in {404, 409}
    ]
    if refused:
        raise EngineUnavailable(str(refused[0]))
