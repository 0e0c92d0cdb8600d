"""`searchProcedures` and `suggest` over HTTP against the client's own plain calls for the same texts, in turns.

The queries are those of tests/relevance/tune.tsv without the codes. Responses are not cached, parsed documents are.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from django.conf import settings
from elasticsearch import Elasticsearch

from register import clock
from search.engines import engine_named
from search.evaluate import read_judgements
from search.plan import plan
from search.synchronize import rebuild
from search.text import syllables
from search.vocabulary import vocabulary

from .server import ROOT, asked, serving

HITS = "query Hits($q: String!) { searchProcedures(query: $q, first: 10) { totalCount edges { node { code name } } } }"
PORTAL = ROOT / "frontend" / "src" / "routes" / "tim-kiem" / "search.graphql"
AS_THE_PORTAL = {"first": 20, "exactly": False, "sort": "RELEVANCE"}
PROPOSALS = "query Proposals($q: String!) { suggest(prefix: $q) { key text } }"
ENOUGH = 150  # queries


def run() -> Iterator[str]:
    judged = read_judgements(ROOT / "tests" / "relevance" / "tune.tsv")
    queries = [each.query for each in judged if each.kind != "code"][:: max(1, len(judged) // ENOUGH)]
    yield from planning(queries)
    if not settings.ELASTICSEARCH_URL:
        yield "search over HTTP: not measured, ELASTICSEARCH_URL is not set"
        return
    client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=60)
    index = settings.SEARCH_INDEX

    def plain(query: str) -> None:
        fields = ["name_folded^3", "body_folded"]
        client.search(index=index, query={"multi_match": {"query": query, "fields": fields}}, size=10)

    def raw_prefix(query: str) -> None:
        client.search(index=index, query={"prefix": {"name_folded": query.split()[-1]}}, size=8)

    for name in ("elasticsearch", "embedded"):
        rebuild(engine_named(name))
    folded = [" ".join(word.folded for word in syllables(query)) for query in queries]
    for name in ("elasticsearch", "embedded"):
        with serving(SEARCH_ENGINE=name) as connection:

            def over_http(document: str, **fixed: object) -> Callable[[str], None]:
                def ask(query: str) -> None:
                    variables = {"q": query, "query": query, **fixed}
                    asked(connection, "POST", "/graphql", json.dumps({"query": document, "variables": variables}))

                return ask

            mine, theirs = in_turns(queries, over_http(HITS), plain)
            yield told(f"searchProcedures ({name}), ten hits", mine, "plain multi_match", theirs, 2.5)
            mine, theirs = in_turns(queries, over_http(PORTAL.read_text(), **AS_THE_PORTAL), plain)
            yield told(
                f"searchProcedures ({name}), the portal's page with facets", mine, "plain multi_match", theirs, None
            )
            mine, theirs = in_turns(folded, over_http(PROPOSALS), raw_prefix)
            yield told(f"suggest ({name})", mine, "a raw prefix query", theirs, 1.5)
    for index_name in client.indices.get(index=f"{index}-*"):
        client.indices.delete(index=index_name)


def planning(queries: Sequence[str]) -> Iterator[str]:
    """What the plan costs in Python."""
    day = clock.today()
    words = vocabulary(day, "vi")
    for query in queries:
        plan(query, day, vocabulary=words)
    times = sorted(timed(lambda: plan(query, day, vocabulary=words)) for query in queries)  # noqa: B023 - called at once
    yield (
        f"planning in Python: median {times[len(times) // 2] * 1000:.2f} ms (wanted: 1), "
        f"p95 {times[int(len(times) * 0.95)] * 1000:.2f} ms (wanted: 4)"
    )


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(queries: Sequence[str], ours: Callable[[str], None], theirs: Callable[[str], None]) -> tuple[float, float]:
    """The medians of both, asked one after the other for each query; a first round warms both up."""
    mine, other = [], []
    for round_number in range(3):
        for query in queries:
            first, second = timed(lambda: ours(query)), timed(lambda: theirs(query))  # noqa: B023 - called at once
            if round_number:
                mine.append(first)
                other.append(second)
    return statistics.median(mine), statistics.median(other)


def told(what: str, mine: float, other: str, theirs: float, wanted: float | None) -> str:
    limit = f" (wanted: {wanted})" if wanted else ""
    return f"{what}: {mine * 1000:.2f} ms, {other} {theirs * 1000:.2f} ms: ratio {mine / theirs:.2f}{limit}"
