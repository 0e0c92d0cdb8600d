"""Our API beside wagtail-grapple over the same imported content, on one worker, in turns on one connection.

grapple reads the drafts of the desk (`cms.Edition`), field by field; we answer for a day from the public record. Ours
is asked by POST with the words of the document, so that no answer is kept whole, and once more with nothing kept.
"""

import json
import statistics
from collections.abc import Iterator
from pathlib import Path

from cms.models import Edition

from .api_speed import facts_of_a_list
from .graphql_speed import CODES, DOCUMENT
from .server import asked, serving

THEIRS = Path(__file__).parent / "grapple" / "editions.graphql"
ROUNDS = 40
ANEW = "/graphql-anew"  # benchmarks/bare_view.py


def run() -> Iterator[str]:
    theirs = THEIRS.read_text(encoding="utf-8")
    drafts = Edition.objects.filter(procedure__code__in=CODES).values_list("pk", flat=True)

    def body(query: str, name: str, **variables: object) -> str:
        return json.dumps({"query": query, "operationName": name, "variables": variables})

    one, many = DOCUMENT.read_text(encoding="utf-8"), facts_of_a_list()
    with serving(DJANGO_SETTINGS_MODULE="benchmarks.grapple_settings") as connection:
        for what, ours, of_grapple in (
            ("one procedure", [body(one, "Procedure", code=code) for code in CODES],
             [body(theirs, "One", id=str(key)) for key in drafts]),
            ("list of 20 with all facts", [body(many, "List", first=20)], [body(theirs, "List", n=20)]),
        ):  # fmt: skip
            asked_for = {"/graphql": ours, ANEW: ours, "/grapple/graphql/": of_grapple}
            seen: dict[str, list[float]] = {path: [] for path in asked_for}
            for _ in range(ROUNDS):
                for path, bodies in asked_for.items():
                    seen[path] += [asked(connection, "POST", path, each)[0] for each in bodies]
            mine, anew, grapple = (statistics.median(times) * 1000 for times in seen.values())
            yield (
                f"{what} over HTTP: {mine:.1f} ms, with nothing kept {anew:.1f} ms, wagtail-grapple {grapple:.1f} ms: "
                f"ratio {mine / grapple:.2f}, with nothing kept {anew / grapple:.2f}"
            )
