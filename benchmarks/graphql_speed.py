"""The portal's `procedure` query over HTTP against a bare Django view that returns the same stored JSON.

Both on one gunicorn worker, asked in turns on one kept connection, so that noise of the machine meets both alike.
"""

import json
import statistics
from collections.abc import Iterator

from .server import ROOT, asked, serving

DOCUMENT = ROOT / "frontend" / "src" / "routes" / "thu-tuc" / "[code]" / "procedure.graphql"
CODES = ("1.000894", "1.001193", "1.000025", "1.000047")
ROUNDS = 400


def run() -> Iterator[str]:
    with serving() as connection:
        query = DOCUMENT.read_text(encoding="utf-8")
        for code in CODES:
            body = json.dumps({"query": query, "operationName": "Procedure", "variables": {"code": code}})
            ours, bare, size = [], [], (0, 0)
            for _ in range(ROUNDS):
                took, answered = asked(connection, "POST", "/graphql", body)
                ours.append(took)
                bare_took, bare_answered = asked(connection, "GET", f"/bare/{code}")
                bare.append(bare_took)
                size = (answered, bare_answered)
            mine, theirs = statistics.median(ours), statistics.median(bare)
            yield (
                f"procedure {code} over HTTP: {mine * 1000:.2f} ms ({size[0]} bytes), bare view {theirs * 1000:.2f} ms "
                f"({size[1]} bytes): ratio {mine / theirs:.2f} (wanted: 2)"
            )
