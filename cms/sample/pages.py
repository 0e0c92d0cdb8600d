"""The sample's editorial pages, published by Wagtail's own publishing."""

import json
import uuid
from typing import Any

from wagtail.models import Locale, Page

from ..pages.models import ContentPage, SectionPage
from ..pages.roles import page_root


def load_pages(raw: dict[str, Any], english: Locale) -> None:
    """The tree of `pages.yaml` below a root of its own, which becomes the site's; in English what has English words."""
    home = page_root(raw["title"], raw["slug"])
    _translate(home, raw, english)
    for page in raw["pages"]:
        _add(home, page, english)


def _add(parent: Page, raw: dict[str, Any], english: Locale) -> None:
    own = {key: raw[key] for key in ("title", "slug", "lead") if key in raw} | {"show_in_menus": raw.get("menu", False)}
    if "pages" in raw:
        page: Any = parent.add_child(instance=SectionPage(**own, live=False))
    else:
        body = _body(raw["body"])
        written = {"kind": raw["kind"], "dated": raw.get("dated"), "body": body}
        page = parent.add_child(instance=ContentPage(**own, **written, live=False))
    page.save_revision().publish()
    if "en" in raw:
        _translate(page, raw, english)
    for below in raw.get("pages", ()):
        _add(page, below, english)


def _translate(page: Any, raw: dict[str, Any], english: Locale) -> None:
    """The same page in English; the pages above it must have theirs already."""
    own = {key: raw["en"][key] for key in ("title", "lead") if key in raw["en"]}
    if "body" in raw["en"]:
        own["body"] = _body(raw["en"]["body"])
    row = page.copy_for_translation(english)
    for field, value in own.items():
        setattr(row, field, value)
    row.save_revision().publish()


def _body(blocks: list[dict[str, Any]]) -> str:
    return json.dumps([_block(each) for each in blocks], ensure_ascii=False)


def _block(raw: dict[str, Any]) -> dict[str, Any]:
    """`heading: words` and the like, as a StreamField stores it."""
    ((kind, value),) = raw.items()
    if kind == "heading":
        value = {"text": value}
    elif kind in {"procedures", "step"}:
        codes = [{"type": "item", "value": code, "id": str(uuid.uuid4())} for code in value.get("codes", ())]
        value = value | {"codes": codes}
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}
