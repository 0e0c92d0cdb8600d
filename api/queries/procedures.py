import datetime as dt
from typing import Any

import graphene

from register.answer import Overview, answers, codes_in_force, overview
from register.words import State

from .. import arguments, paging
from ..cursors import encode
from ..types.connections import (
    ProcedureConnection,
    ProcedureFilter,
    page_info,
)
from ..types.procedure import procedures

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
    chosen, wanted = arguments.selected(filter), paging.asked("procedure", page)

    def codes() -> list[str]:
        return [row.code for row in overview(day, asked).values() if matches(row, chosen)]

    if chosen:
        all_of = codes()
        begin, end = paging.bounds(all_of, wanted)
        listed, before, more = all_of[begin:end], begin > 0, end < len(all_of)
    else:
        # Without a filter the page alone is read, not some facts of every code there is.
        listed, on_from_there = codes_in_force(day, wanted)
        before = on_from_there if wanted.backward else wanted.after is not None
        more = wanted.before is not None if wanted.backward else on_from_there
    held = answers(listed, day, asked) if listed else {}
    nodes = procedures(info, (held[code] for code in listed if code in held))
    edges: list[dict[str, Any]] = [{"cursor": encode("procedure", node.code), "node": node} for node in nodes]
    return {
        "codes": codes,
        "edges": edges,
        "page_info": page_info([edge["cursor"] for edge in edges], more, before),
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
