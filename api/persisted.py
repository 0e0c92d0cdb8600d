"""Documents that front ends registered when they were built: asked for by hash, and kept as whole answers.

`api/persisted/<front end>.json` maps the SHA-256 of each document to its text; the build of the front end writes it.
"""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "persisted"


@cache
def documents() -> dict[str, str]:
    """All registered documents by `sha256:<hash>`."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def document(asked: str) -> str | None:
    """The text for `sha256:<hash>`, the form of the GraphQL over HTTP appendix; None where nobody registered it."""
    return documents().get(asked)
