"""The sample's editorial pages, published by Wagtail's own publishing."""

import json
import uuid
from typing import Any

from wagtail.models import Page

from ..pages.models import ContentPage, SectionPage
from ..pages.roles import page_root


def load_pages(raw: dict[str, Any]) -> None:
    """The tree of `pages.yaml` below a root of its own, which becomes the site's."""
    home = page_root(raw["title"], raw["slug"])
    for page in raw["pages"]:
        _add(home, page)


def _add(parent: Page, raw: dict[str, Any]) -> None:
    own = {key: raw[key] for key in ("title", "slug", "lead") if key in raw} | {"show_in_menus": raw.get("menu", False)}
    if "pages" in raw:
        page: Any = parent.add_child(instance=SectionPage(**own, live=False))
    else:
        body = json.dumps([_block(each) for each in raw["body"]], ensure_ascii=False)
        written = {"kind": raw["kind"], "dated": raw.get("dated"), "body": body}
        page = parent.add_child(instance=ContentPage(**own, **written, live=False))
    page.save_revision().publish()
    for below in raw.get("pages", ()):
        _add(page, below)


def _block(raw: dict[str, Any]) -> dict[str, Any]:
    """`heading: words` and the like, as a StreamField stores it."""
    ((kind, value),) = raw.items()
    if kind == "heading":
        value = {"text": value}
    elif kind == "procedures":
        value |= {"codes": [{"type": "item", "value": code, "id": str(uuid.uuid4())} for code in value["codes"]]}
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}
