import datetime as dt
from typing import Any

import graphene
from django.db.models import Q, Subquery
from graphql import GraphQLError

from register.answer import announcements, decisions_at
from register.models import Announcement
from register.recent import editions_of_sector
from register.words import Scope

from .. import arguments, paging
from ..cursors import encode
from ..types.connections import DecisionConnection, page_info
from ..types.decision import Decision

field = graphene.Field(
    DecisionConnection,
    required=True,
    number=graphene.String(description="Only those of this number; numbers start anew each year (số, ký hiệu)."),
    sector=graphene.ID(description="Only those that say something of a procedure of this sector (lĩnh vực)."),
    locale=arguments.locale(),
    **paging.arguments(),
    description="Announced decisions, newest signed first (các quyết định công bố).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    number: str | None = None,
    sector: str | None = None,
    locale: str = "vi",
    **page: Any,
) -> dict[str, Any]:
    asked, wanted = arguments.locale_asked(locale), paging.asked("decision", page)
    rows = announcements()
    if number is not None:
        rows = rows.filter(pk__in=[row.pk for row in decisions_at(number)])
    if sector is not None:
        public = editions_of_sector(sector).filter(scope=Scope.PUBLIC)
        rows = rows.filter(pk__in=public.values("announcement"))
    within = rows
    if wanted.after is not None:
        within = within.filter(_beyond(wanted.after, "lt"))
    if wanted.before is not None:
        within = within.filter(_beyond(wanted.before, "gt"))
    listed = list((within.reverse() if wanted.backward else within)[: wanted.size + 1])
    more, listed = len(listed) > wanted.size, listed[: wanted.size]
    if wanted.backward:
        listed.reverse()
    info.context.lookups.meet_decisions(row.pk for row in listed)
    edges: list[dict[str, Any]] = [
        {"cursor": cursor_of(row), "node": Decision(row, info.context.lookups.today, asked)} for row in listed
    ]
    return {
        "rows": rows,
        "edges": edges,
        "page_info": page_info(
            [edge["cursor"] for edge in edges],
            more=wanted.before is not None if wanted.backward else more,
            before=more if wanted.backward else wanted.after is not None,
        ),
    }


def cursor_of(row: Announcement) -> str:
    return encode("decision", f"{row.signed_on}|{row.address}")


def _beyond(key: str, side: str) -> Q:
    """On that side of a decision in the order of this list; one of the same day by when it was announced."""
    written, _bar, address = key.partition("|")
    try:
        signed_on = dt.date.fromisoformat(written)
    except ValueError:
        raise GraphQLError("This is not a cursor of this list.", extensions={"code": "BAD_CURSOR"}) from None
    itself = Announcement.objects.filter(address=address).values("pk")[:1]
    return Q(**{f"signed_on__{side}": signed_on}) | Q(signed_on=signed_on, **{f"pk__{side}": Subquery(itself)})
