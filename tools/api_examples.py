"""`python -m tools.api_examples` writes the answers of docs/api/README.md anew, from a sample in its own folder."""

import json
import re
from collections.abc import Callable
from typing import Any

from api.examples import EXAMPLE, PAGE

WIDTH = 110


def answered(text: str, ask: Callable[[str], Any]) -> str:
    """The page with the answers of now."""

    def again(found: re.Match[str]) -> str:
        answer = written(ask(found["query"]))
        return f"```graphql\n{found['query']}\n```\n```json\n{answer}\n```"

    return EXAMPLE.sub(again, text)


def written(value: Any, indent: str = "") -> str:
    """JSON with short parts on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= WIDTH or not isinstance(value, dict | list):
        return line
    deeper = indent + "  "
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {written(each, deeper)}" for key, each in value.items()]
    else:
        parts = [written(each, deeper) for each in value]
    start, end = "{}" if isinstance(value, dict) else "[]"
    return start + "\n" + ",\n".join(deeper + part for part in parts) + f"\n{indent}{end}"


def ask(query: str) -> Any:
    from django.test import Client

    response = Client(SERVER_NAME="localhost").post(
        "/graphql", json.dumps({"query": query}), content_type="application/json"
    )
    return response.json()


def main() -> None:
    import os
    import tempfile

    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SEARCH_WAKE_UP": "0",
            "WEBHOOK_WAKE_UP": "0",
        }
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("load_sample")
        call_command("rebuild_index")
        PAGE.write_text(answered(PAGE.read_text(encoding="utf-8"), ask), encoding="utf-8")


if __name__ == "__main__":
    main()
