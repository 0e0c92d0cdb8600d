from typing import Any

import graphene

from register.communes import communes, formerly, named, place_name
from register.desk import desks
from register.vietnamese import alphabetical

from .. import arguments
from ..types.commune import Commune
from ..types.desk import desk_of

field = graphene.List(
    graphene.NonNull(Commune),
    required=True,
    key=graphene.ID(
        description="Only the one of this key; the ones that stand for it, where it was merged or split (khóa)."
    ),
    called=graphene.String(
        description="Only those of this name, new or old, with or without accents; of a former district its communes "
        "(tên xã, phường, huyện)."
    ),
    first=graphene.Int(description="How many, 100 at most; all where it is left out (số lượng)."),
    locale=arguments.locale(),
    description="Communes and wards of today that have a desk, by name, or the best first where a name is asked for "
    "(xã, phường).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    key: str | None = None,
    called: str | None = None,
    first: int | None = None,
    locale: str = "vi",
) -> list[dict[str, Any]]:
    asked, today = arguments.locale_asked(locale), info.context.lookups.today
    size = None if first is None else arguments.page_size(first)
    held, names, told = communes(today), info.context.lookups.agencies, desks(today)
    if called is not None:
        keys = named(called, today, asked)
    else:
        keys = sorted(held.by_key, key=lambda each: alphabetical(place_name(names.on(each, today, asked))))
    if key is not None:
        wanted = held.standing_for(key, today)
        keys = [each for each in keys if each in wanted]

    def answer(each: str) -> dict[str, Any]:
        one_stop = held.by_key[each].one_stop
        return {
            "key": each,
            "name": place_name(names.on(each, today, asked)),
            "formerly": formerly(each, today, asked),
            "one_stop": {"key": one_stop, "name": names.on(one_stop, today, asked)},
            "desk": desk_of(told[one_stop]) if one_stop in told else None,
        }

    return [answer(each) for each in keys[:size]]
