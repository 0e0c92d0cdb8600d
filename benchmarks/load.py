"""`searchProcedures` over HTTP under an open load: 60 % of the capacity that was measured just before, for a minute.

Arrivals stand in a fixed schedule and nobody waits for an answer before the next one comes, so a moment in which the
server stands still is seen in the latency of all that came meanwhile: it counts from the scheduled time. One gunicorn
worker of two threads; server, engine and those who ask share the machine.
"""

import gc
import itertools
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from elasticsearch import Elasticsearch

from search.engines import engine_named
from search.evaluate import read_judgements
from search.synchronize import rebuild

from .search_speed import HITS
from .server import PORT, ROOT, asked, serving

ASKERS = 8  # connections
WARM, CAPACITY, LASTS = 3.0, 8.0, 60.0  # seconds
SHARE = 0.6
WANTED = 6.0  # p99 over p50


@dataclass(frozen=True)
class Questions:
    """Asked in turn, again and again: each by `put` on a connection to the port."""

    put: Callable[[HTTPConnection, str], object]
    each: Sequence[str]
    port: int = PORT


@dataclass
class Seen:
    """Latencies in seconds, and what went wrong."""

    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def run() -> Iterator[str]:
    judged = read_judgements(ROOT / "tests" / "relevance" / "tune.tsv")
    bodies = [json.dumps({"query": HITS, "variables": {"q": each.query}}) for each in judged]
    for name in ("embedded", *(["elasticsearch"] if settings.ELASTICSEARCH_URL else [])):
        rebuild(engine_named(name))
        with serving(SEARCH_ENGINE=name):
            yield told(name, *measured(Questions(_searched, bodies)))
    if settings.ELASTICSEARCH_URL:
        client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=60)
        for index in client.indices.get(index=f"{settings.SEARCH_INDEX}-*"):
            client.indices.delete(index=index)
    else:
        yield "load on elasticsearch: not measured, ELASTICSEARCH_URL is not set"


def _searched(connection: HTTPConnection, body: str) -> None:
    asked(connection, "POST", "/graphql", body)


def measured(questions: Questions) -> tuple[float, float, Seen]:
    """Capacity, the rate asked, and what was seen."""
    closed(questions, WARM)
    seen = closed(questions, CAPACITY)
    capacity = len(seen.took) / CAPACITY
    with undisturbed():
        return capacity, capacity * SHARE, opened(questions, capacity * SHARE)


@contextmanager
def undisturbed() -> Iterator[None]:
    """So that what is seen is the server's tail: no full collection stops those who ask, and none of them keeps the
    others from running for longer than a tenth of a millisecond."""
    before = sys.getswitchinterval()
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(0.0001)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
        gc.unfreeze()


def closed(questions: Questions, seconds: float) -> Seen:
    """As much as it takes: each asks again as soon as it is answered."""
    until = time.perf_counter() + seconds

    def due() -> Iterator[float]:
        while (now := time.perf_counter()) < until:
            yield now

    return answered(questions, due())


def opened(questions: Questions, rate: float) -> Seen:
    """By the schedule, however long the answers take."""
    began = time.perf_counter() + 0.1
    return answered(questions, (began + number / rate for number in range(int(rate * LASTS))))


def answered(questions: Questions, due: Iterator[float]) -> Seen:
    """Ask each question at its time."""
    seen = Seen()
    lock = threading.Lock()
    turns = itertools.cycle(questions.each)

    def following() -> tuple[float, str] | None:
        with lock:
            at = next(due, None)
            return None if at is None else (at, next(turns))

    in_parallel(lambda: ask(questions, following, seen))
    return seen


def ask(questions: Questions, following: Callable[[], tuple[float, str] | None], seen: Seen) -> None:
    """One connection; it sleeps until a question is due."""
    connection = HTTPConnection("127.0.0.1", questions.port, timeout=10)
    while job := following():
        at, question = job
        time.sleep(max(0.0, at - time.perf_counter()))
        try:
            questions.put(connection, question)
        except (OSError, HTTPException, AssertionError) as error:
            seen.errors.append(repr(error))
            connection.close()
        else:
            seen.took.append(time.perf_counter() - at)
    connection.close()


def in_parallel(work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(ASKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def told(name: str, capacity: float, rate: float, seen: Seen, wanted: float = WANTED) -> str:
    took = sorted(seen.took)
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    first = f", the first {seen.errors[0]}" if seen.errors else ""
    return (
        f"load ({name}): capacity {capacity:.0f}/s; at {rate:.0f}/s for {LASTS:.0f} s: {len(took)} answers, "
        f"{len(seen.errors)} errors{first} (wanted: 0), p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms, most "
        f"{took[-1] * 1000:.0f} ms: ratio {p99 / p50:.1f} (wanted: {wanted:.0f})"
    )
