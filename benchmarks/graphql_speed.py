"""The portal's `procedure` query over HTTP against a bare Django view that returns the same stored JSON.

Both on one gunicorn worker, asked in turns on one kept connection, so that noise of the machine meets both alike.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "frontend" / "src" / "routes" / "thu-tuc" / "[code]" / "procedure.graphql"
PORT = 8931
CODES = ("1.000894", "1.001193", "1.000025", "1.000047")
GUNICORN = ("-k", "gthread", "--threads", "2", "--log-level", "warning")
ROUNDS = 400


def run() -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "benchmarks.bare_view:application", "-b", f"127.0.0.1:{PORT}", *GUNICORN],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.bare_settings", "DEBUG": "1"},
    )
    try:
        connection = _connected()
        query = DOCUMENT.read_text(encoding="utf-8")
        for code in CODES:
            body = json.dumps({"query": query, "operationName": "Procedure", "variables": {"code": code}})
            ours, bare, size = [], [], (0, 0)
            for _ in range(ROUNDS):
                took, answered = _ask(connection, "POST", "/graphql", body)
                ours.append(took)
                bare_took, bare_answered = _ask(connection, "GET", f"/bare/{code}")
                bare.append(bare_took)
                size = (answered, bare_answered)
            mine, theirs = statistics.median(ours), statistics.median(bare)
            yield (
                f"procedure {code} over HTTP: {mine * 1000:.2f} ms ({size[0]} bytes), bare view {theirs * 1000:.2f} ms "
                f"({size[1]} bytes): ratio {mine / theirs:.2f} (wanted: 2)"
            )
    finally:
        server.terminate()
        server.wait(10)


def _connected() -> http.client.HTTPConnection:
    until = time.monotonic() + 30
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
        try:
            _ask(connection, "GET", "/health/live")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return connection


def _ask(connection: http.client.HTTPConnection, verb: str, path: str, body: str | None = None) -> tuple[float, int]:
    """Seconds and bytes of one request. Raises AssertionError for an answer that is none."""
    began = time.perf_counter()
    connection.request(verb, path, body.encode() if body else None, {"Content-Type": "application/json"})
    response = connection.getresponse()
    content = response.read()
    took = time.perf_counter() - began
    if response.status != 200 or b'"errors"' in content[:20]:
        raise AssertionError(content[:200])
    return took, len(content)
