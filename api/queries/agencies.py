import datetime as dt
from typing import Any

import graphene

from register.agencies import standing_agencies
from register.answer import overview
from register.desk import desks
from register.naming import Naming
from register.words import State

from .. import arguments
from ..enums import Level
from ..types.desk import desk_of
from ..types.named import Agency

field = graphene.List(
    graphene.NonNull(Agency),
    required=True,
    level=Level(description="Only those of this level (cấp)."),
    sector=graphene.ID(
        description="Only those that have a part in a procedure of this sector, in force on the day (lĩnh vực)."
    ),
    on=arguments.on(),
    locale=arguments.locale(),
    description="Agencies that stand on the day, by key; `parentKey` makes the tree (cơ quan).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    level: Any = None,
    sector: str | None = None,
    on: dt.date | None = None,
    locale: str = "vi",
) -> list[dict[str, Any]]:
    day, asked = arguments.day_asked(info, on), arguments.locale_asked(locale)
    rows = standing_agencies(day)
    if level is not None:
        rows = rows.filter(level=getattr(level, "value", level))
    if sector is not None:
        rows = rows.filter(key__in=_handling(sector, day, info.context.lookups.agencies))
    held = desks(day)
    return [
        {
            "key": key,
            "name": info.context.lookups.agencies.on(key, day, asked),
            "level": of_level,
            "parent_key": parent,
            "desk": desk_of(held[key]) if key in held else None,
        }
        for key, of_level, parent in rows.order_by("key").values_list("key", "level", "parent__key")
    ]


def _handling(sector: str, day: dt.date, names: Naming) -> set[str]:
    """Those that have a part in the sector's procedures, or stand for one that has."""
    rows = (row for row in overview(day).values() if row.sector == sector and row.standing.state == State.IN_FORCE)
    return {heir for key in {key for row in rows for key in row.agencies} for heir in names.standing_for(key, day)}
