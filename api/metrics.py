"""What the API did, for Prometheus: `/metrics` on the API's own port, and the middleware that counts.

No label is made of anything that somebody may type: routes are those of the address table, operations those of
registered documents. Each worker of gunicorn counts in files of its own, which `gunicorn.conf.py` makes room for.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from graphql import OperationDefinitionNode, parse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from register import changes
from search import degraded
from search.engines import EngineUnavailable, engine

from .webhooks.standing import standing

OTHER = "other"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

REQUESTS = Counter("niemyet_requests", "Requests by route and status.", ["route", "status"])
SECONDS = Histogram("niemyet_request_seconds", "Seconds until the first byte, by route.", ["route"], buckets=BUCKETS)
OPERATIONS = Histogram(
    "niemyet_graphql_seconds", "Seconds of GraphQL requests, by registered operation.", ["operation"], buckets=BUCKETS
)
DEGRADED = Counter("niemyet_degraded", "Requests of which some part the database answered in the engine's place.")

_fell_back: ContextVar[list[bool] | None] = ContextVar("fell_back", default=None)


def measure(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """The outermost middleware."""

    def middleware(request: HttpRequest) -> Any:
        began = time.monotonic()
        seen: list[bool] = []
        token = _fell_back.set(seen)
        try:
            response = get_response(request)
        finally:
            _fell_back.reset(token)
        took, route = time.monotonic() - began, route_of(request)
        REQUESTS.labels(route, str(response.status_code)).inc()
        SECONDS.labels(route).observe(took)
        if route == "graphql" and request.method != "HEAD":
            OPERATIONS.labels(operation_of(request)).observe(took)
        if seen:
            DEGRADED.inc()
        return response

    return middleware


def _note(**_more: Any) -> None:
    seen = _fell_back.get()
    if seen is not None:
        seen.append(True)


degraded.noted.connect(_note, dispatch_uid="api.metrics")


def route_of(request: HttpRequest) -> str:
    """A pattern of our own addresses, as `tep/<str:sha256>`; `desk` for all of the desk; else `other`."""
    match = request.resolver_match
    if match is None:
        return OTHER
    if match.route.startswith("quan-tri/"):
        return "desk"
    return match.route if match.func.__module__.startswith("api.") else OTHER


def operation_of(request: HttpRequest) -> str:
    """The operation's name where its document is registered, else `other`."""
    asked = getattr(request, "asked", None)
    if asked is None or not asked.is_persisted:
        return OTHER
    names = operations(asked.query)
    if asked.name:
        return asked.name if asked.name in names else OTHER
    return names[0] if len(names) == 1 else OTHER


@cache
def operations(document: str) -> list[str]:
    """The operations that a registered document names."""
    return [
        each.name.value
        for each in parse(document).definitions
        if isinstance(each, OperationDefinitionNode) and each.name
    ]


class Standing(Collector):
    """Where the change log, its subscribers and the index stand now; read at each scrape."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            log, told = changes.position(), standing()
        except DatabaseError:
            return
        yield GaugeMetricFamily("niemyet_change_log_head", "Number of the newest change.", value=log.head)
        yield GaugeMetricFamily(
            "niemyet_webhooks_untold", "Changes not told yet, summed over subscribers.", value=told.untold
        )
        yield GaugeMetricFamily("niemyet_webhooks_given_up", "Messages that were given up.", value=told.given_up)
        yield GaugeMetricFamily("niemyet_webhooks_paused", "Subscribers that are paused.", value=told.paused)
        try:
            cursor = engine().cursor()
        except EngineUnavailable:
            cursor = None
        usable = cursor is not None and cursor.epoch == log.epoch
        yield GaugeMetricFamily("niemyet_index_usable", "1 while an index of this log can be asked.", value=usable)
        if cursor and usable:
            yield GaugeMetricFamily(
                "niemyet_index_lag", "Changes that the index does not know yet.", value=max(0, log.head - cursor.number)
            )


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(Standing())
    response = HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    response["Cache-Control"] = "private, no-store"
    return response
