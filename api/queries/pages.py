from typing import Any

import graphene

from cms.pages.read import Entry, pages

from .. import arguments, enums, paging
from ..cursors import encode
from ..types.connections import PageConnection, page_info
from ..types.page import Beside, Page

field = graphene.Field(
    PageConnection,
    required=True,
    kinds=graphene.List(graphene.NonNull(enums.PageKind), description="Only these kinds; any by default (loại)."),
    under=graphene.String(description="Only what stands below this address (chuyên mục)."),
    locale=arguments.locale(),
    **paging.arguments(),
    description="Editorial texts, newest first (tin, hướng dẫn, trợ giúp).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    kinds: list[Any] | None = None,
    under: str | None = None,
    locale: str = "vi",
    **page: Any,
) -> dict[str, Any]:
    asked, wanted = arguments.locale_asked(locale), paging.asked("page", page)
    chosen = [getattr(kind, "value", kind) for kind in kinds or ()]
    listed = info.context.lookups.pages(asked).texts(chosen, under or "")
    begin, end = paging.bounds_from_the_end([key_of(entry) for entry in listed], wanted)
    shown = listed[begin:end]
    rows = pages(shown)
    beside = Beside(rows.values())
    edges: list[dict[str, Any]] = [
        {"cursor": encode("page", key_of(entry)), "node": Page(entry, rows[entry.pk], asked, beside)}
        for entry in shown
        if entry.pk in rows
    ]
    return {
        "total_count": len(listed),
        "edges": edges,
        "page_info": page_info([edge["cursor"] for edge in edges], end < len(listed), begin > 0),
    }


def key_of(entry: Entry) -> str:
    """What the list is sorted by, the greatest first."""
    return f"{entry.day}|{entry.path}"
