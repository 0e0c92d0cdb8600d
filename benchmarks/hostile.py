"""What hostile documents cost until they are refused: CPU time of the process, beside what an honest one takes.

Through the whole view, as a request comes in. Medians of ten, each parsed anew.
"""

import json
import statistics
import time
from collections.abc import Iterator
from typing import Any

from django.test import RequestFactory
from graphql import GraphQLError, parse, validate

from api import limits, view
from api.schema import schema

from .graphql_speed import CODES, DOCUMENT

ROUNDS = 10
WANTED = 50.0  # ms
# Each beyond a limit.
DOCUMENTS = {
    "10,000 aliases": "{" + " ".join(f"a{n}: sectors {{ key }}" for n in range(10_000)) + "}",
    "aliases up to the body's limit": "{" + " ".join(f"a{n}: sectors{{key}}" for n in range(4_200)) + "}",
    "aliases up to the tokens' limit": "{" + " ".join(f"a{n}: sectors{{key}}" for n in range(660)) + "}",
    "1,000 nested fields": "{ sectors " + "{ name " * 1_000 + "}" * 1_000 + "}",
    "a cycle of fragments": "{ sectors { ...A } } fragment A on Sector { ...B } fragment B on Sector { ...A }",
    "fragments that double 60 times": "{ sectors { ...F0 } } "
    + " ".join(f"fragment F{n} on Sector {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    + " fragment F60 on Sector { key }",
    "100 fragments in a chain, each field ten times": "{ sectors { ...F0 } } "
    + " ".join(f"fragment F{n} on Sector {{ {'key name ' * 10} ...F{n + 1} }}" for n in range(98))
    + " fragment F98 on Sector { key }",
    "a field ten times in each of three levels": "{"
    + ("procedures { " + ("edges { " + "node { name } " * 10 + "} ") * 10 + "} ") * 8
    + "}",
    "circular introspection": "{ __schema { types " + "{ fields { type " * 8 + "{ name }" + " } }" * 8 + " } }",
    "100 first × 100 first": "{ procedures(first: 100) { edges { node { history(first: 100) { decision {"
    " editions(first: 100) { code name } } } } } } }",
    "strings without an end": '{ a(b: "' + '\\"' * 40_000,
    "brackets alone": "{" * 90_000,
    "50 directives on one field": "{ sectors { key " + "@include(if: true) " * 51 + "} }",
}
# Within all limits, as dear to validate as we know to make one.
DEAREST = (
    "{ procedures(first: 1) { edges { node { "
    + " ".join(f"...F{n}" for n in range(10))
    + " } } } } "
    + " ".join(
        f"fragment F{n} on Procedure {{ code name state on id awaitingProvince replacedBy {{ code name }}"
        " levels { level state edition { key code name change form levels effectiveOn } } "
        + (f"...F{n + 10} }}" if n < limits.MAX_MERGED - 10 else "}")
        for n in range(limits.MAX_MERGED)
    )
)


def run() -> Iterator[str]:
    text = DOCUMENT.read_text(encoding="utf-8")
    honest = json.dumps({"query": text, "operationName": "Procedure", "variables": {"code": CODES[0]}})
    yield f"hostile, none: the portal's own procedure takes {_cpu(honest, is_refused=False):.1f} ms of CPU when new"
    dearest = json.dumps({"query": DEAREST})
    yield f"hostile, within all limits: answered after {_cpu(dearest, is_refused=False):.1f} ms of CPU"
    five = "x" * 5_000_000
    yield f"hostile, a body of 5 MB: refused after {_cpu(five):.1f} ms of CPU (wanted: {WANTED:.0f})"
    for name, document in DOCUMENTS.items():
        body = json.dumps({"query": document})
        yield (
            f"hostile, {name}: refused after {_cpu(body):.1f} ms of CPU (wanted: {WANTED:.0f}); "
            f"graphql-core alone {_alone(document)}"
        )


def _cpu(body: str, is_refused: bool = True) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        view.parsed.cache_clear()
        request = RequestFactory().post("/graphql", body, content_type="application/json")
        began = time.process_time()
        answer = view.graphql(request)
        taken.append((time.process_time() - began) * 1000)
        told = json.loads(answer.content)
        if is_refused == ("data" in told):
            raise AssertionError(f"{'answered' if is_refused else 'refused'}: {str(told)[:200]}")
    return statistics.median(taken)


def _alone(document: str) -> str:
    """What parsing and validating takes without our limits."""
    began = time.process_time()
    try:
        errors: Any = validate(schema.graphql_schema, parse(document), max_errors=10)
        what = "refuses it" if errors else "takes it"
    except (GraphQLError, RecursionError) as fault:
        what = type(fault).__name__
    return f"{what} after {(time.process_time() - began) * 1000:.0f} ms"
