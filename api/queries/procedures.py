import datetime as dt
from typing import Any

import graphene

from register.answer import Overview, answers
from register.words import State

from .. import arguments, paging
from ..cursors import encode
from ..types.connections import (
    ProcedureConnection,
    ProcedureFilter,
    page_info,
)
from ..types.procedure import Procedure

field = graphene.Field(
    ProcedureConnection,
    required=True,
    filter=ProcedureFilter(description="Narrows the list (bộ lọc)."),
    on=arguments.on(),
    locale=arguments.locale(),
    **paging.arguments(),
    description="The procedures in force on a day, in the order of their codes (danh mục thủ tục hành chính).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    filter: dict[str, Any] | None = None,
    on: dt.date | None = None,
    locale: str = "vi",
    **page: Any,
) -> dict[str, Any]:
    day, asked = arguments.day_asked(info, on), arguments.locale_asked(locale)
    chosen = arguments.selected(filter)
    wanted = paging.asked("procedure", page)
    codes = [row.code for row in info.context.lookups.overview(day, asked).values() if matches(row, chosen)]
    begin, end = paging.bounds(codes, wanted)
    listed = codes[begin:end]
    held = answers(listed, day, asked) if listed else {}
    edges: list[dict[str, Any]] = [
        {"cursor": encode("procedure", code), "node": Procedure(held[code])} for code in listed if code in held
    ]
    return {
        "total_count": len(codes),
        "edges": edges,
        "page_info": page_info([edge["cursor"] for edge in edges], end < len(codes), begin > 0),
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
