import datetime as dt
from collections.abc import Mapping
from typing import Any

import graphene
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from register.words import Audience, Channel, Level
from search.find import find

from .. import arguments, enums
from ..cursors import encode, number_in
from ..types.connections import ProcedureFilter, SearchConnection, page_info
from ..types.procedure import procedures

LABELS = {"levels": Level, "audiences": Audience, "channels": Channel}
FEES = {"free": _("Không thu phí, lệ phí"), "fee": _("Có thu phí, lệ phí")}
MAX_OFFSET = 10_000  # beyond it nobody reads on; engines would have to sort it all

field = graphene.Field(
    SearchConnection,
    required=True,
    query=graphene.String(required=True, description="Words as typed, with or without accents (từ khóa)."),
    filter=ProcedureFilter(description="Chosen values of facets (bộ lọc)."),
    first=arguments.first(),
    after=arguments.after(),
    on=arguments.on(),
    locale=arguments.locale(),
    exactly=graphene.Boolean(
        default_value=False, description="Take the words as typed, without mending spelling (tìm đúng chữ đã gõ)."
    ),
    sort=graphene.Argument(enums.SearchSort, default_value="relevance", description="Best or newest first (sắp xếp)."),
    description="Search the procedures in force on a day (tra cứu thủ tục hành chính).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    query: str,
    first: int,
    filter: dict[str, Any] | None = None,
    after: str | None = None,
    on: dt.date | None = None,
    locale: str = "vi",
    exactly: bool = False,
    sort: Any = "relevance",
) -> dict[str, Any]:
    day, asked = arguments.day_asked(info, on), arguments.locale_asked(locale)
    chosen = arguments.selected(filter)
    size = arguments.page_size(first)
    counts = arguments.is_asked(info, "facets")
    offset = min(number_in("search", after), MAX_OFFSET) if after else 0
    result = find(
        query,
        on=day,
        locale=asked,
        selected=chosen,
        first=size,
        offset=offset,
        facets=counts,
        exactly=exactly,
        newest=getattr(sort, "value", sort) == "newest",
    )
    nodes = procedures(info, (found.answer for found in result.found))
    edges: list[dict[str, Any]] = [
        {
            "cursor": encode("search", offset + place),
            "node": node,
            "found": found,
        }
        for place, (found, node) in enumerate(zip(result.found, nodes, strict=True), 1)
    ]
    cursors = [edge["cursor"] for edge in edges]
    return {
        "total_count": result.total,
        "edges": edges,
        "page_info": page_info(cursors, offset + size < result.total, offset > 0),
        "facets": facets(info, result.facets, chosen, day, asked),
        "degraded": result.degraded,
        "did_you_mean": result.did_you_mean,
        "corrected": result.corrected,
        "query": query,
        "day": day,
        "locale": asked,
    }


def facets(
    info: graphene.ResolveInfo,
    counted: Mapping[str, Mapping[str, int]],
    chosen: Mapping[str, list[str]],
    day: dt.date,
    locale: str,
) -> list[dict[str, Any]]:
    """Counts with the words to show, most hits first."""

    def label(name: str, value: str) -> str:
        if name == "sector":
            return str(info.context.lookups.sectors.on(value, day, locale))
        if name == "agencies":
            return str(info.context.lookups.agencies.on(value, day, locale))
        if name == "fee":
            return str(FEES[value])
        return str(LABELS[name](value).label)

    with translation.override(locale):
        return [
            {
                "name": name,
                "values": [
                    {
                        "value": value.upper() if name in LABELS or name == "fee" else value,
                        "label": label(name, value),
                        "count": count,
                        "selected": value in chosen.get(name, ()),
                    }
                    for value, count in sorted(values.items(), key=lambda row: (-row[1], row[0]))
                ],
            }
            for name, values in counted.items()
        ]
