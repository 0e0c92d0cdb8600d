"""How search and building grow with the number of documents: synthetic ones, see `synthetic.py`.

A size's median is of the engine's answer with the second stage, ten hits, without and with facets, for the queries of
tests/relevance/tune.tsv read with the real vocabulary. Indexes are built from the database by `rebuild` in a process
of its own, beside the client's `parallel_bulk`. A million documents have bodies a tenth as long, and so have the few
that they are compared with. It lasts about half an hour and needs 8 GB of disk.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from elasticsearch import Elasticsearch

from register import clock
from search import derive
from search.engines import EngineUnavailable, engine_named
from search.evaluate import read_judgements
from search.find import _hits
from search.plan import Plan, plan
from search.vocabulary import Vocabulary, vocabulary

from .server import ROOT
from .synthetic import Statistics, store, synthetic

FEW, MANY, MOST = 1_601, 100_000, 1_000_000
SHORT = 0.1  # share of a real body's length, for the million
SLOWER = {MANY: 3.0, MOST: 8.0}  # how much slower a median may be than with FEW
ENOUGH = 150  # queries
ROUNDS = 3  # the first warms up


@dataclass(frozen=True)
class Measured:
    """Medians and 95th percentiles in seconds, and how many questions took longer than a citizen waits."""

    median: float
    p95: float
    median_with_facets: float
    given_up: int


def run() -> Iterator[str]:
    derive.derive()
    like = Statistics()
    engines = ["embedded", *(["elasticsearch"] if settings.ELASTICSEARCH_URL else [])]
    try:
        yield from grown(like, engines, MANY, 1.0)
        if int(os.environ.get("GROWTH_UP_TO", MOST)) < MOST:
            yield f"growth to {MOST}: not measured, as GROWTH_UP_TO says"
        elif settings.ELASTICSEARCH_URL:
            yield from grown(like, ["elasticsearch"], MOST, SHORT)
        else:
            yield "growth of elasticsearch: not measured, ELASTICSEARCH_URL is not set"
    finally:
        derive.derive_all()
        remove_indexes()


def grown(like: Statistics, engines: Sequence[str], many: int, body: float) -> Iterator[str]:
    """Few documents and many, on these engines."""
    few: dict[str, Measured] = {}
    for size in (FEW, many):
        asked, words = questions(size)
        store(synthetic(size, body=body, like=like))
        for name in engines:
            built = building(name)
            yield told_building(name, built)
            if name == "elasticsearch" and size == MANY:
                theirs = building(name, "--helper")
                ratio = built["seconds"] / theirs["seconds"]
                yield f"  parallel_bulk: {theirs['seconds']:.1f} s: ratio {ratio:.2f} (wanted: 1.5)"
            now = searching(name, asked, words)
            if size == FEW:
                few[name] = now
            yield told_searching(name, size, now, few[name])
    remove_indexes()


def questions(documents: int) -> tuple[list[Plan], Vocabulary]:
    """Read with the words of the real documents, each in as many more documents as there are more of them."""
    day = clock.today()
    words = grown_to(documents, vocabulary(day, "vi"))
    judged = read_judgements(ROOT / "tests" / "relevance" / "tune.tsv")
    queries = [each.query for each in judged if each.kind != "code"][:: max(1, len(judged) // ENOUGH)]
    return [plan(query, day, vocabulary=words) for query in queries], words


def grown_to(documents: int, real: Vocabulary) -> Vocabulary:
    """The vocabulary of so many documents, as synthetic ones have it: no word is new."""
    times = documents / real.documents
    exact, folded, pair, body = (
        {word: round(count * times) for word, count in counts.items()}
        for counts in (real.exact, real.folded, real.pair, real.body)
    )
    return Vocabulary(exact, folded, pair, body, documents)


def building(engine: str, *options: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.building", engine, *options]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def searching(name: str, asked: Sequence[Plan], words: Vocabulary) -> Measured:
    """In turns without and with facets, when the engine has put its files in order."""
    if name == "elasticsearch":
        until_quiet()
    engine = engine_named(name)
    times: dict[bool, list[float]] = {False: [], True: []}
    given_up = 0
    for number in range(ROUNDS):
        for each in asked:
            for facets in (False, True):
                began = time.perf_counter()
                try:
                    _hits(engine, each, words, 10, 0, facets)
                except EngineUnavailable:
                    given_up += number > 0
                    rest(name)
                    engine = engine_named(name)
                if number:
                    times[facets].append(time.perf_counter() - began)
    plain = sorted(times[False])
    median = statistics.median(plain)
    return Measured(median, plain[int(len(plain) * 0.95)], statistics.median(times[True]), given_up)


def rest(name: str) -> None:
    """The circuit breaker would answer the next questions in the engine's place."""
    if name == "elasticsearch":
        engine_named.cache_clear()


def until_quiet() -> None:
    client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=60)
    while client.indices.stats(index=settings.SEARCH_INDEX, metric="merge")["_all"]["total"]["merges"]["current"]:
        time.sleep(1)


def remove_indexes() -> None:
    if settings.ELASTICSEARCH_URL:
        client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=60)
        for name in client.indices.get(index=f"{settings.SEARCH_INDEX}-*"):
            client.indices.delete(index=name)


def told_building(name: str, built: dict[str, float]) -> str:
    return (
        f"rebuild_index {name}: {built['documents']} documents in {built['seconds']:.1f} s, memory "
        f"+{built['private']} MB of its own (wanted: 100), +{built['resident']} MB with mapped files"
    )


def told_searching(name: str, size: int, now: Measured, few: Measured) -> str:
    wanted = f" (wanted: {SLOWER[size]:.0f})" if size in SLOWER else ""
    return (
        f"search {name}, {size} documents: median {now.median * 1000:.1f} ms, ratio {now.median / few.median:.1f}"
        f"{wanted}, p95 {now.p95 * 1000:.1f} ms; with facets {now.median_with_facets * 1000:.1f} ms, ratio "
        f"{now.median_with_facets / few.median_with_facets:.1f}; given up {now.given_up}"
    )
