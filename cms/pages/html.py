"""Rich text as the public reads it: links led to public addresses, all else than an allow-list cleaned away.

It is cleaned when it is read, so that a mended allow-list reaches texts that stand already.
"""

import html
import re

import nh3
from wagtail.documents import get_document_model
from wagtail.rich_text.rewriters import LinkRewriter

from .files import document_address
from .read import SOURCE, tree

TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a", "h3", "h4", "hr"}
ENDS = re.compile(r"</(?:p|li|h3|h4|ul|ol)>|<br\s*/?>|<hr\s*/?>")
SPACES = re.compile(r"[ \t]+")
LINES = re.compile(r"\s*\n\s*")


def cleaned(text: str) -> str:
    """HTML that may stand on a page as it is."""
    return nh3.clean(
        LINKS(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def plain(text: str) -> str:
    """The words alone, a line for each paragraph and each point of a list."""
    bare = nh3.clean(ENDS.sub(lambda found: found[0] + "\n", text), tags=set(), clean_content_tags={"script", "style"})
    return LINES.sub("\n", SPACES.sub(" ", html.unescape(bare))).strip()


def _to_pages(found: list[dict[str, str]]) -> list[str]:
    pks = [int(each["id"]) if each.get("id", "").isdigit() else 0 for each in found]
    paths = tree(SOURCE).paths
    return [_link(f"/trang/{paths[pk]}" if paths.get(pk) else "/") if pk in paths else "<a>" for pk in pks]


def _to_documents(found: list[dict[str, str]]) -> list[str]:
    pks = [int(each["id"]) if each.get("id", "").isdigit() else 0 for each in found]
    rows = get_document_model().objects.in_bulk(pks)
    return [_link(document_address(rows[pk])) if pk in rows else "<a>" for pk in pks]


def _link(address: str) -> str:
    return f'<a href="{html.escape(address)}">'


LINKS = LinkRewriter(bulk_rules={"page": _to_pages, "document": _to_documents})
