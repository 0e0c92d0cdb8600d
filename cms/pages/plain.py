"""The words of all public pages, without their form: what a search of pages looks at."""

from collections.abc import Iterator
from typing import Any

from . import html
from .read import HOME, Entry, Tree, pages

MOST = 2_000  # pages, the newest texts first
TOGETHER = 100  # read at once
# What of a block is words, by its kind; a `text` is HTML.
WORDS = {
    "heading": ("text",), "picture": ("alt", "caption"), "notice": ("text",), "file": ("title",),
    "procedures": ("title",), "link": ("text",),
}  # fmt: skip


def texts(tree: Tree) -> Iterator[tuple[Entry, str]]:
    """Each page but the root with its words below the title: the newest texts first, then sections."""
    sections = [entry for entry in tree.entries.values() if not entry.day and entry.kind != HOME]
    entries = [*tree.texts(), *sections][:MOST]
    for start in range(0, len(entries), TOGETHER):
        chunk = entries[start : start + TOGETHER]
        rows = pages(chunk)
        yield from ((entry, words_of(rows[entry.pk])) for entry in chunk if entry.pk in rows)


def words_of(page: Any) -> str:
    return "\n".join([page.lead, *(_of_block(block) for block in getattr(getattr(page, "body", None), "raw_data", ()))])


def _of_block(block: dict[str, Any]) -> str:
    kind, value = block["type"], block["value"]
    if kind == "text":
        return html.plain(value)
    if kind == "step":
        return f"{value['title']}\n{html.plain(value.get('text') or '')}"
    return "\n".join(value.get(name) or "" for name in WORDS.get(kind, ()))
