"""Looking again at what is public (rà soát): when each procedure and page is due, and that somebody found it right.

No day is stored: it is the last look (announcing, the release of a guide, publishing a page, *Vẫn đúng*) and the months
that were chosen for it. Whoever announces or publishes has looked.
"""

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from wagtail.log_actions import log
from wagtail.models import Page

from register import clock
from register.entries import entries
from register.models import AnnouncedEdition, ReleasedGuide
from register.standing import standing
from register.words import State

from .models import Edition, Look, Procedure
from .models.edition import SOURCE_LOCALE
from .pages.models import ContentPage
from .review_every import ReviewEvery

STILL_RIGHT = "cms.still_right"  # in Wagtail's history


@dataclass(frozen=True)
class Review:
    """A public procedure or page, and the day by which somebody has to look at it again."""

    row: Any  # Procedure or ContentPage
    code: str  # "" for a page
    name: str
    department: str  # key of its agency, "" for a page
    every: str
    looked_on: dt.date
    due_on: dt.date


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def reviews_of_procedures(procedures: QuerySet[Procedure], on: dt.date | None = None) -> list[Review]:
    """Of those of `procedures` that are in force, internal ones too; the first due first. Three queries."""
    day = on or clock.today()
    in_force = {code for code, told in entries().items() if standing(told, day).state == State.IN_FORCE}
    announced = AnnouncedEdition.objects.filter(code=OuterRef("code"), announcement__withdrawal__isnull=True)
    released = ReleasedGuide.objects.filter(code=OuterRef("code"), data__isnull=False)
    rows = procedures.select_related("department__agency").annotate(
        public_name=public_name(procedure=OuterRef("pk")),
        announced_at=Subquery(_latest(announced, "code", "announcement__announced_at")),
        released_at=Subquery(_latest(released, "code", "released_at")),
        still_right_at=Subquery(_latest(Look.objects.filter(procedure=OuterRef("pk")), "procedure", "looked_at")),
    )
    found = [
        _review(row, row.code, row.public_name or "", row.department.agency.key, looked)
        for row in rows
        if row.code in in_force and (looked := _last(row.announced_at, row.released_at, row.still_right_at))
    ]
    return sorted(found, key=lambda each: (each.due_on, each.code))


def reviews_of_pages(pages: QuerySet[Page]) -> list[Review]:
    """Of the published Vietnamese ones among `pages`, which those of other languages follow; one query."""
    rows = (
        ContentPage.objects.live()
        .filter(locale__language_code=SOURCE_LOCALE, pk__in=pages.order_by().values("pk"))
        .annotate(still_right_at=Subquery(_latest(Look.objects.filter(page=OuterRef("pk")), "page", "looked_at")))
    )
    found = [
        _review(row, "", row.title, "", looked)
        for row in rows
        if (looked := _last(row.last_published_at, row.still_right_at))
    ]
    return sorted(found, key=lambda each: (each.due_on, each.name))


def public_name(**of: Any) -> Subquery:
    """What the newest public Vietnamese text of a procedure is called, within another query."""
    public = Edition.objects.filter(locale__language_code=SOURCE_LOCALE, **of).exclude(announced_key="")
    return Subquery(public.order_by("-pk").values("name")[:1])


def _latest(rows: QuerySet[Any], by: str, moment: str) -> QuerySet[Any]:
    return rows.order_by().values(by).annotate(latest=Max(moment)).values("latest")


def _last(*moments: dt.datetime | None) -> dt.date | None:
    """The day in Viet Nam of the latest of these."""
    return max((each.astimezone(clock.ZONE).date() for each in moments if each), default=None)


def _review(row: Any, code: str, name: str, department: str, looked: dt.date) -> Review:
    every = str(ReviewEvery(row.review_months).label)
    return Review(row, code, name, department, every, looked, months_after(looked, row.review_months))


def due(reviews: list[Review], by: dt.date | None = None) -> Iterator[Review]:
    """Those whose day has come, today or by another day."""
    day = by or clock.today()
    return (each for each in reviews if each.due_on <= day)


def still_right(row: Procedure | Page, user: Any) -> Look:
    """Somebody looked and changes nothing: the months begin anew. Told in Wagtail's history."""
    named = {"page": row} if isinstance(row, Page) else {"procedure": row}
    look = Look.objects.create(by=user.get_username(), looked_at=clock.now(), **named)
    log(row, STILL_RIGHT, user=user)
    return look
