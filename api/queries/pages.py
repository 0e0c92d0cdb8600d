from typing import Any

import graphene

from cms.pages.read import pages

from .. import arguments, enums
from ..cursors import decode, encode
from ..types.connections import PageConnection, page_info, page_size
from ..types.page import Beside, Page

field = graphene.Field(
    PageConnection,
    required=True,
    kinds=graphene.List(graphene.NonNull(enums.PageKind), description="Only these kinds; any by default (loại)."),
    under=graphene.String(description="Only what stands below this address (chuyên mục)."),
    first=arguments.first(),
    after=arguments.after(),
    locale=arguments.locale(),
    description="Editorial texts, newest first (tin, hướng dẫn, trợ giúp).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    first: int,
    kinds: list[Any] | None = None,
    under: str | None = None,
    after: str | None = None,
    locale: str = "vi",
) -> dict[str, Any]:
    asked, size = arguments.locale_asked(locale), page_size(first)
    chosen = [getattr(kind, "value", kind) for kind in kinds or ()]
    listed = info.context.lookups.pages(asked).texts(chosen, under or "")
    begin = 0
    if after is not None:
        day, _bar, path = decode("page", after).partition("|")
        begin = sum((str(entry.day), entry.path) >= (day, path) for entry in listed)
    shown = listed[begin : begin + size]
    rows = pages(shown)
    beside = Beside(rows.values())
    edges: list[dict[str, Any]] = [
        {"cursor": encode("page", f"{entry.day}|{entry.path}"), "node": Page(entry, rows[entry.pk], asked, beside)}
        for entry in shown
        if entry.pk in rows
    ]
    return {
        "total_count": len(listed),
        "edges": edges,
        "page_info": page_info([edge["cursor"] for edge in edges], begin + size < len(listed), begin > 0),
    }
