from typing import Any

import graphene
from django.db.models import Q

from register.answer import announcements, decisions_at
from register.models import Announcement

from .. import arguments
from ..types.connections import DecisionConnection, decode, encode, page_info, page_size
from ..types.decision import Decision

field = graphene.Field(
    DecisionConnection,
    required=True,
    number=graphene.String(description="Only those of this number; numbers start anew each year (số, ký hiệu)."),
    first=arguments.first(),
    after=arguments.after(),
    locale=arguments.locale(),
    description="Announced decisions, newest signed first (các quyết định công bố).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    first: int,
    number: str | None = None,
    after: str | None = None,
    locale: str = "vi",
) -> dict[str, Any]:
    asked, size = arguments.locale_asked(locale), page_size(first)
    rows = announcements()
    if number is not None:
        rows = rows.filter(pk__in=[row.pk for row in decisions_at(number)])
    following = rows
    if after:
        signed_on, _bar, key = decode("decision", after).partition("|")
        following = rows.filter(Q(signed_on__lt=signed_on) | Q(signed_on=signed_on, pk__lt=int(key or 0)))
    page = list(following[: size + 1])
    edges: list[dict[str, Any]] = [
        {"cursor": cursor_of(row), "node": Decision(row, info.context.lookups.today, asked)} for row in page[:size]
    ]
    return {
        "rows": rows,
        "edges": edges,
        "page_info": page_info([edge["cursor"] for edge in edges], len(page) > size, bool(after)),
    }


def cursor_of(row: Announcement) -> str:
    return encode("decision", f"{row.signed_on}|{row.pk}")
