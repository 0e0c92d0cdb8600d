import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@contextmanager
def node_answering(script: str) -> Iterator[Callable[[Any], Any]]:
    """A process of node that answers each line of JSON with one (frontend/scripts)."""
    node = subprocess.Popen(
        [str(ROOT / ".venv" / "bin" / "node"), str(ROOT / "frontend" / "scripts" / script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert node.stdin and node.stdout
    into, out = node.stdin, node.stdout

    def ask(asked: Any) -> Any:
        into.write(json.dumps(asked) + "\n")
        into.flush()
        return json.loads(out.readline())

    yield ask
    into.close()
    node.wait(10)


@pytest.fixture(scope="session")
def ajv() -> Iterator[Callable[..., Any]]:
    """Asks ajv under node, one process for all: `ajv(name=…, schema=…)`, then `ajv(name=…, answers=…)`."""
    if not (ROOT / "frontend" / "node_modules" / "ajv-formats").is_dir():
        pytest.fail("ajv is not installed: run `python -m tools.portal install`.", pytrace=False)
    with node_answering("ajv.js") as ask:
        yield lambda **asked: ask(asked)
