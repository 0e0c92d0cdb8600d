import datetime as dt
from typing import Any

import graphene

from register.answer import Overview, answers, codes_in_force, overview
from register.vietnamese import alphabetical
from register.words import State

from .. import arguments, enums, paging
from ..cursors import encode
from ..types.connections import (
    ProcedureConnection,
    ProcedureFilter,
    page_info,
)
from ..types.procedure import procedures

LETTERS = 60  # of a name, in a cursor

field = graphene.Field(
    ProcedureConnection,
    required=True,
    filter=ProcedureFilter(description="Narrows the list (bộ lọc)."),
    sort=graphene.Argument(enums.ProcedureSort, default_value="code", description="By code or by name (sắp xếp)."),
    on=arguments.on(),
    locale=arguments.locale(),
    **paging.arguments(),
    description="The procedures in force on a day, in the order of their codes where none is asked for "
    "(danh mục thủ tục hành chính).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    filter: dict[str, Any] | None = None,
    sort: Any = "code",
    on: dt.date | None = None,
    locale: str = "vi",
    **page: Any,
) -> dict[str, Any]:
    day, asked = arguments.day_asked(info, on), arguments.locale_asked(locale)
    by_name = getattr(sort, "value", sort) == "name"
    kind = "procedure-by-name" if by_name else "procedure"
    chosen, wanted = arguments.selected(filter), paging.asked(kind, page)

    def places() -> dict[str, str]:
        """Codes by what the list is sorted by."""
        rows = {_place(row, by_name): row.code for row in overview(day, asked).values() if matches(row, chosen)}
        return dict(sorted(rows.items())) if by_name else rows

    places_of: dict[str, str] = {}
    if chosen or by_name:
        all_of = places()
        keys = list(all_of)
        begin, end = paging.bounds(keys, wanted)
        places_of = {all_of[key]: key for key in keys[begin:end]}
        listed, before, more = list(places_of), begin > 0, end < len(keys)
    else:
        # Without a filter the page alone is read, not some facts of every code there is.
        listed, on_from_there = codes_in_force(day, wanted)
        before = on_from_there if wanted.backward else wanted.after is not None
        more = wanted.before is not None if wanted.backward else on_from_there
    held = answers(listed, day, asked) if listed else {}
    nodes = procedures(info, (held[code] for code in listed if code in held))
    edges: list[dict[str, Any]] = [
        {"cursor": encode(kind, places_of.get(node.code, node.code)), "node": node} for node in nodes
    ]
    return {
        "codes": places,
        "edges": edges,
        "page_info": page_info([edge["cursor"] for edge in edges], more, before),
    }


def _place(row: Overview, by_name: bool) -> str:
    """What the list is sorted by; enough of the name to tell most names apart, and the code."""
    return f"{alphabetical(row.name)[:LETTERS]}\t{row.code}" if by_name else row.code


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
