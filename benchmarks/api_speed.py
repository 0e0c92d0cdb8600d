"""The API under load and beside its yardsticks, on the imported procedures; one gunicorn worker of two threads.

Requests per second of the portal's registered `procedure` document, kept whole, against a bare view of the same bytes
(autocannon, 8 connections, in turns). A list of 20 with all facts, field by field in the process, against graphql-core
over the same answer as plain dictionaries. Page 40 of `procedures` over HTTP against page 1.
"""

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from graphql import build_schema, execute, parse

from api import persisted
from register.kept import forget_all

from .bare_view import bytes_at
from .graphql_speed import CODES, DOCUMENT
from .server import PORT, ROOT, asked, serving

AUTOCANNON = ROOT / "frontend" / "node_modules" / ".bin" / "autocannon"
SECONDS, CONNECTIONS, TURNS = 5, 8, 3
ROUNDS = 60
LIST = (
    "query List($first: Int, $after: String) "
    "{ procedures(first: $first, after: $after) { edges { cursor node { %s } } } }"
)


def run() -> Iterator[str]:
    with serving() as connection:
        yield from whole_answers(connection)
        connection.close()  # the server has ended it meanwhile; the next request opens another
        yield from deep_pages(connection)
    yield from all_facts()


def whole_answers(connection: Any) -> Iterator[str]:
    registered = next(key for key, text in persisted.documents().items() if "query Procedure(" in text)
    parameters = urlencode({"documentId": registered, "variables": json.dumps({"code": CODES[0]})})
    ours = f"/graphql?{parameters}"
    connection.request("GET", ours)
    bytes_at().write_bytes(connection.getresponse().read())
    mine, theirs = [], []
    for _ in range(TURNS):
        mine.append(requests_per_second(ours))
        theirs.append(requests_per_second("/same"))
    ratio = statistics.median(mine) / statistics.median(theirs)
    yield (
        f"registered procedure, kept: {statistics.median(mine):.0f} requests/s, bare view of the same bytes "
        f"{statistics.median(theirs):.0f}: ratio {ratio:.2f} (wanted: 0.6)"
    )


def requests_per_second(path: str) -> float:
    command = [str(AUTOCANNON), "--json", "-c", str(CONNECTIONS), "-d", str(SECONDS), f"http://127.0.0.1:{PORT}{path}"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    if told["non2xx"] or told["errors"]:
        raise AssertionError(f"{told['non2xx']} answers were no success, {told['errors']} errors")
    return float(told["requests"]["average"])


def deep_pages(connection: Any) -> Iterator[str]:
    document = LIST % "code name state"
    after = None
    cursors: list[str | None] = [None]
    for _ in range(39):
        connection.request(
            "POST", "/graphql", json.dumps({"query": document, "variables": {"first": 20, "after": after}}), JSON
        )
        edges = json.loads(connection.getresponse().read())["data"]["procedures"]["edges"]
        after = edges[-1]["cursor"]
        cursors.append(after)
    bodies = [
        json.dumps({"query": document, "variables": {"first": 20, "after": each}}) for each in (cursors[0], cursors[39])
    ]
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS * 4):
        for body, seen in zip(bodies, times, strict=True):
            seen.append(asked(connection, "POST", "/graphql", body)[0])
    first, fortieth = (statistics.median(each) for each in times)
    yield (
        f"procedures, 20 a page: page 1 {first * 1000:.2f} ms, page 40 {fortieth * 1000:.2f} ms: "
        f"ratio {fortieth / first:.2f} (wanted: 1.3)"
    )


JSON = {"Content-Type": "application/json"}


def facts_of_a_list() -> str:
    """The document that asks for a list with every fact that the portal shows of a procedure."""
    text = DOCUMENT.read_text(encoding="utf-8")
    facts = (
        "code on name state awaitingProvince replacedBy { code name } "
        "levels { level state edition { key change effectiveOn decision { address number } } } "
        "edition { ...EditionText }"
    )
    return LIST % facts + text[text.index("fragment EditionText") :]


def all_facts() -> Iterator[str]:
    from django.test import RequestFactory

    from api.context import Lookups
    from api.view import Asked, _executed, parsed

    document = facts_of_a_list()
    of_ours = parsed(document)
    asked_for = Asked(document, {"first": 20}, "List", False)

    def ours() -> Any:
        request = RequestFactory().get("/graphql")
        request.lookups, request.compiled = Lookups(), of_ours.compiled  # type: ignore[attr-defined]
        return _executed(request, of_ours, asked_for)[0]

    answer = ours()
    schema = build_schema((ROOT / "api" / "schema.graphql").read_text(encoding="utf-8"))
    plain_document = parse(document)

    def plain() -> Any:
        return execute(schema, plain_document, root_value=answer["data"], variable_values={"first": 20})

    if plain().data != answer["data"]:
        raise AssertionError("The plain dictionaries give another answer.")
    mine, cold, theirs = [], [], []
    for _ in range(ROUNDS):
        mine.append(timed(ours))
        theirs.append(timed(plain))
        forget_all()
        cold.append(timed(ours))
    base = statistics.median(theirs)
    yield (
        f"list of 20 with all facts, in process: {statistics.median(mine) * 1000:.1f} ms, with nothing kept "
        f"{statistics.median(cold) * 1000:.1f} ms, graphql-core over plain dictionaries {base * 1000:.1f} ms: "
        f"ratio {statistics.median(mine) / base:.2f}, with nothing kept {statistics.median(cold) / base:.2f} "
        "(wanted: 1.5)"
    )


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
