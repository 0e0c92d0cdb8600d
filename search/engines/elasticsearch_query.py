"""A plan as Elasticsearch is asked: the whole body of a search."""

import zlib
from typing import Any as Json

from ..plan import FACETS, Any, Best, Clause, Flat, Plan, Prefix, Term

DEEPEST = 10_000  # the last hit that can be paged to: the server's own limit


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
    asked: dict[str, Json] = {"filter": always}
    if plan.clause:
        asked["must"] = query_of(plan.clause)
    if plan.hidden:
        asked["must_not"] = {"terms": {"code": sorted(plan.hidden)}}
    body: dict[str, Json] = {
        "query": {"bool": asked},
        "size": max(0, min(first, DEEPEST - offset)),
        "track_total_hits": True,
        **columns("hash"),  # what a hit shows is known by it, see `Shown`
    }
    if offset:
        body["from"] = min(offset, DEEPEST)
    if chosen:
        body["post_filter"] = {"bool": {"filter": list(chosen.values())}}
    # Equal ones by code: else they stand in the order of the index's segments, which merging changes between two pages.
    first_by = [{"from_day": "desc"}] if plan.newest else ["_score"] if plan.clause else []
    body["sort"] = [*first_by, {"code": "asc"}]
    if facets:
        body["aggs"] = {
            name: {
                "filter": {"bool": {"filter": [each for other, each in chosen.items() if other != name]}},
                "aggs": {"values": {"terms": {"field": name, "size": 1000}}},
            }
            for name in FACETS
        }
    return body


def columns(*names: str) -> dict[str, Json]:
    """These alone of each hit: to open the stored documents would cost as much as the search."""
    return {"source": False, "stored_fields": "_none_", "docvalue_fields": list(names)}


def query_of(clause: Clause) -> dict[str, Json]:
    if isinstance(clause, Term):
        return {"term": {clause.field: {"value": clause.value, "boost": clause.weight}}}
    if isinstance(clause, Flat):
        return {"constant_score": {"filter": {"term": {clause.field: clause.value}}, "boost": clause.weight}}
    if isinstance(clause, Prefix):
        return {"constant_score": {"filter": {"prefix": {clause.field: clause.value}}, "boost": clause.weight}}
    if isinstance(clause, Best):
        return {"dis_max": {"queries": [query_of(part) for part in clause.clauses]}}
    assert isinstance(clause, Any)  # noqa: S101 - the last of the five kinds
    parts = [query_of(part) for part in clause.clauses]
    needed = {"bool": {"should": parts, "minimum_should_match": clause.must}}
    if not clause.extra:
        return needed
    return {"bool": {"must": [needed], "should": [query_of(part) for part in clause.extra]}}


def preference_of(plan: Plan) -> str:
    """The same word for the same query; those that begin with a line mean something else to the server."""
    return f"q{zlib.crc32(plan.reading.text.encode() if plan.reading else b''):08x}"
