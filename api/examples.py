"""The examples of docs/api/README.md: each ```graphql block with the ```json block of its answer."""

import json
import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api" / "README.md"
EXAMPLE = re.compile(r"```graphql\n(?P<query>.*?)\n```\n```json\n(?P<answer>.*?)\n```", re.DOTALL)
HEADING = re.compile(r"^### (?P<field>\w+)$", re.MULTILINE)


def examples(text: str) -> list[tuple[str, Any]]:
    """Query and answer of each example."""
    return [(found["query"], json.loads(found["answer"])) for found in EXAMPLE.finditer(text)]


def tabs() -> list[str]:
    """The queries for GraphiQL, each named after its root field; none where the page is not installed."""
    if not PAGE.is_file():
        return []
    named: dict[str, str] = {}
    _before, *parts = HEADING.split(PAGE.read_text(encoding="utf-8"))
    for field, section in zip(parts[::2], parts[1::2], strict=True):
        for place, found in enumerate(EXAMPLE.finditer(section), 1):
            name = field[0].upper() + field[1:] + (str(place) if place > 1 else "")
            query = found["query"]
            named[name] = f"query {name} {query}" if query.startswith("{") else query
    return list(named.values())
