"""The product's API on one gunicorn worker, and one kept connection to it."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 8931
GUNICORN = ("-k", "gthread", "--threads", "2", "--log-level", "warning")


@contextmanager
def serving(**environment: str) -> Iterator[http.client.HTTPConnection]:
    """A connection to a server of its own, ended at the end."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "benchmarks.bare_view:application", "-b", f"127.0.0.1:{PORT}", *GUNICORN],
        cwd=ROOT,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "benchmarks.bare_settings", "DEBUG": "1", "RATE_LIMIT": "0"}
        | environment,
    )
    try:
        yield connected(PORT, "/health/live")
    finally:
        server.terminate()
        server.wait(10)


def connected(port: int, path: str) -> http.client.HTTPConnection:
    """A connection to a server of this machine, once it answers there."""
    until = time.monotonic() + 30
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            asked(connection, "GET", path)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return connection


def asked(connection: http.client.HTTPConnection, verb: str, path: str, body: str | None = None) -> tuple[float, int]:
    """Seconds and bytes of one request. Raises AssertionError for an answer that is none."""
    began = time.perf_counter()
    connection.request(verb, path, body.encode() if body else None, {"Content-Type": "application/json"})
    response = connection.getresponse()
    content = response.read()
    took = time.perf_counter() - began
    if response.status != 200 or b'"errors"' in content[:20]:
        raise AssertionError(content[:200])
    return took, len(content)
