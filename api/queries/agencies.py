import datetime as dt
from typing import Any

import graphene
from django.db.models import Q

from register.desk import desks
from register.models import Agency as Row
from register.naming import counts

from .. import arguments
from ..enums import Level
from ..types.desk import desk_of
from ..types.named import Agency

field = graphene.List(
    graphene.NonNull(Agency),
    required=True,
    level=Level(description="Only those of this level (cấp)."),
    on=arguments.on(),
    locale=arguments.locale(),
    description="Agencies that stand on the day, by key; `parentKey` makes the tree (cơ quan).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, level: Any = None, on: dt.date | None = None, locale: str = "vi"
) -> list[dict[str, Any]]:
    day, asked = arguments.day_asked(info, on), arguments.locale_asked(locale)
    rows = Row.objects.filter(
        Q(from_on__isnull=True) | Q(from_on__lte=day), Q(until_on__isnull=True) | Q(until_on__gt=day)
    )
    rows = rows.filter(counts()).exclude(key__in=info.context.lookups.agencies.ended(day))
    if level is not None:
        rows = rows.filter(level=getattr(level, "value", level))
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
