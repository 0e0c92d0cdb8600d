import datetime as dt
from collections import Counter
from typing import Any

import graphene

from register.answer import overview
from register.words import State

from .. import arguments
from ..types.named import Sector

field = graphene.List(
    graphene.NonNull(Sector),
    required=True,
    on=arguments.on(),
    locale=arguments.locale(),
    description="Sectors that have a procedure in force on the day, by name (lĩnh vực).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, on: dt.date | None = None, locale: str = "vi"
) -> list[dict[str, Any]]:
    day, asked = arguments.day_asked(info, on), arguments.locale_asked(locale)
    lookups = info.context.lookups
    counted = Counter(row.sector for row in overview(day, asked).values() if row.standing.state == State.IN_FORCE)
    rows = [
        {"key": key, "name": lookups.sectors.on(key, day, asked), "procedure_count": count}
        for key, count in counted.items()
        if key
    ]
    return sorted(rows, key=lambda row: row["name"])
