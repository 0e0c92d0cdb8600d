"""The API under load and beside its yardsticks, on the imported procedures; one gunicorn worker of two threads.

Requests per second (autocannon, 8 connections, in turns, one run) of one procedure and of a list of 20 with all facts:
of ours kept whole, of ours executed anew, of ours with nothing kept at all, not even the parsed document; of a bare
view of the same bytes; and of wagtail-grapple over the same imported content, which reads the drafts of the desk where
we answer for a day from the public record. A list of 20 with all facts in the process, against graphql-core over the
same answer as plain dictionaries. Page 40 of `procedures` over HTTP against page 1.
"""

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from graphql import build_schema, execute, parse

from api import persisted
from cms.models import Edition
from register import changes
from register.kept import forget_all
from tools import portal

from .bare_view import bytes_at
from .graphql_speed import CODES, DOCUMENT
from .server import PORT, ROOT, serving
from .server import asked as ask

AUTOCANNON = ROOT / "frontend" / "node_modules" / ".bin" / "autocannon"
SECONDS, CONNECTIONS, TURNS = 5, 8, 3
ROUNDS = 60
THEIRS = Path(__file__).parent / "grapple" / "editions.graphql"
ANEW, GRAPPLE = "/graphql-anew", "/grapple/graphql/"  # benchmarks/bare_view.py, benchmarks/grapple/urls.py
JSON = {"Content-Type": "application/json"}
LIST = (
    "query List($first: Int, $after: String) "
    "{ procedures(first: $first, after: $after) { edges { cursor node { %s } } } }"
)


def run() -> Iterator[str]:
    with serving(DJANGO_SETTINGS_MODULE="benchmarks.grapple_settings") as connection:
        yield from under_load(connection)
        connection.close()  # the server has ended it meanwhile; the next request opens another
        yield from deep_pages(connection)
    yield from all_facts()


@dataclass(frozen=True)
class Asked:
    """A request as it is sent again and again."""

    path: str
    body: str | None = None


def under_load(connection: Any) -> Iterator[str]:
    theirs = THEIRS.read_text(encoding="utf-8")
    draft = Edition.objects.get(procedure__code=CODES[0])
    registered = next(key for key, text in persisted.documents().items() if "query Procedure(" in text)
    given = {"code": CODES[0]}
    whole = Asked(f"/graphql?{urlencode({'documentId': registered, 'variables': json.dumps(given)})}")
    one = _body(DOCUMENT.read_text(encoding="utf-8"), "Procedure", **given)
    many = _body(facts_of_a_list(), "List", first=20)
    for what, rows in (
        (
            "one procedure",
            {
                "registered, kept whole": whole,
                "executed anew": Asked("/graphql", one),
                "with nothing kept": Asked(ANEW, one),
                "bare view of the same bytes": Asked("/same"),
                "wagtail-grapple": Asked(GRAPPLE, _body(theirs, "One", id=str(draft.pk))),
            },
        ),
        (
            "list of 20 with all facts",
            {
                "executed anew": Asked("/graphql", many),
                "with nothing kept": Asked(ANEW, many),
                "bare view of the same bytes": Asked("/same"),
                "wagtail-grapple": Asked(GRAPPLE, _body(theirs, "List", n=20)),
            },
        ),
    ):
        first = next(iter(rows.values()))
        connection.request("POST" if first.body else "GET", first.path, first.body, JSON)
        bytes_at().write_bytes(connection.getresponse().read())
        connection.close()
        seen: dict[str, list[float]] = {name: [] for name in rows}
        for _ in range(TURNS):
            for name, row in rows.items():
                seen[name].append(requests_per_second(f"http://127.0.0.1:{PORT}{row.path}", row.body))
        medians = {name: statistics.median(rates) for name, rates in seen.items()}
        bare = medians["bare view of the same bytes"]
        for name, rate in medians.items():
            wanted = " (wanted: 0.6)" if name == "registered, kept whole" else ""
            yield f"{what}, {name}: {rate:.0f} requests/s, {rate / bare:.2f} of the bare view{wanted}"


def _body(query: str, name: str, **variables: object) -> str:
    return json.dumps({"query": query, "operationName": name, "variables": variables})


def requests_per_second(address: str, body: str | None = None) -> float:
    """By GET, or by POST of a body. Raises AssertionError where an answer is no success."""
    command = [str(AUTOCANNON), "--json", "-c", str(CONNECTIONS), "-d", str(SECONDS)]
    if body:
        command += ["-m", "POST", "-H", "Content-Type=application/json", "-b", body]
    done = subprocess.run([*command, address], check=True, capture_output=True, env=portal.environment())
    told = json.loads(done.stdout)
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
            seen.append(ask(connection, "POST", "/graphql", body)[0])
    first, fortieth = (statistics.median(each) for each in times)
    yield (
        f"procedures, 20 a page: page 1 {first * 1000:.2f} ms, page 40 {fortieth * 1000:.2f} ms: "
        f"ratio {fortieth / first:.2f} (wanted: 1.3)"
    )


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

    from api import view
    from api.context import Lookups

    document = facts_of_a_list()
    of_ours = view.parsed(document)
    asked_for = view.Asked(document, {"first": 20}, "List", False)

    def ours() -> Any:
        request = RequestFactory().get("/graphql")
        request.lookups, request.compiled = Lookups(), of_ours.compiled  # type: ignore[attr-defined]
        with changes.reading():
            return view._executed(request, of_ours, asked_for)[0]

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
