import datetime as dt
from bisect import bisect_right
from typing import Any

import graphene

from register.answer import Overview, answers
from register.words import State

from .. import arguments
from ..types.connections import (
    ProcedureConnection,
    ProcedureFilter,
    decode,
    encode,
    page_info,
    page_size,
)
from ..types.procedure import Procedure

field = graphene.Field(
    ProcedureConnection,
    required=True,
    filter=ProcedureFilter(description="Narrows the list."),
    first=arguments.first(),
    after=arguments.after(),
    on=arguments.on(),
    locale=arguments.locale(),
    description="The procedures in force on a day, in the order of their codes (danh mục thủ tục hành chính).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    first: int,
    filter: dict[str, Any] | None = None,
    after: str | None = None,
    on: dt.date | None = None,
    locale: str = "vi",
) -> dict[str, Any]:
    day, asked = arguments.day_asked(info, on), arguments.locale_asked(locale)
    chosen = arguments.selected(filter)
    size = page_size(first)
    codes = [row.code for row in info.context.lookups.overview(day, asked).values() if matches(row, chosen)]
    start = bisect_right(codes, decode("procedure", after)) if after else 0
    page = codes[start : start + size]
    held = answers(page, day, asked) if page else {}
    edges: list[dict[str, Any]] = [
        {"cursor": encode("procedure", code), "node": Procedure(held[code])} for code in page if code in held
    ]
    return {
        "total_count": len(codes),
        "edges": edges,
        "page_info": page_info([edge["cursor"] for edge in edges], start + size < len(codes), start > 0),
    }


def matches(row: Overview, chosen: dict[str, list[str]]) -> bool:
    """Whether it is in force and has one of the chosen values of every facet."""
    held = {
        "sector": {row.sector},
        "agencies": row.agencies,
        "levels": row.levels,
        "audiences": row.audiences,
        "channels": row.channels,
        "fee": {row.fee},
    }
    return row.standing.state == State.IN_FORCE and all(held[name] & set(values) for name, values in chosen.items())
