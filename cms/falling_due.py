"""What is due for publication by law, counted in working days after signing.

How many days law gives is a setting of the province (`PublicationTerm`); what no row of it concerns has no clock.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register import clock, working_days

from .entering import to_enter
from .models import Decision, Edition, PublicationTerm


class Work(models.TextChoices):
    ANNOUNCE = "announce", gettext_lazy("Công khai quyết định")
    ENTER = "enter", gettext_lazy("Nhập CSDL quốc gia về TTHC")


@dataclass(frozen=True)
class Clock:
    """`left` in working days: 0 on the last day, below it once that day is over. `source` is the law."""

    due_on: dt.date
    left: int
    late: bool
    source: str

    @property
    def words(self) -> str:
        if self.late:
            return _("quá hạn %(n)d ngày làm việc") % {"n": -self.left} if self.left else _("đã quá hạn")
        return _("còn %(n)d ngày làm việc") % {"n": self.left} if self.left else _("hôm nay là ngày cuối")


@dataclass(frozen=True)
class Due:
    """What is still to be done with a decision. `count` of texts."""

    decision: Decision
    work: Work
    count: int
    clock: Clock


class Clocks:
    """Tells the clock of a work for a day of signing, None where the setting does not tell. One query, asked here."""

    def __init__(self) -> None:
        self.terms = list(PublicationTerm.objects.order_by("-from_on"))
        self.today = clock.today()
        self.known: dict[tuple[Work, dt.date], Clock | None] = {}

    @property
    def since(self) -> dt.date | None:
        """The first day of signing that the setting tells anything of."""
        return self.terms[-1].from_on if self.terms else None

    def told(self, work: Work, signed_on: dt.date) -> Clock | None:
        key = (work, signed_on)
        if key not in self.known:
            self.known[key] = self._count(work, signed_on)
        return self.known[key]

    def _count(self, work: Work, signed_on: dt.date) -> Clock | None:
        term = next((each for each in self.terms if each.from_on <= signed_on), None)
        if term is None:
            return None
        days = term.announce_within if work == Work.ANNOUNCE else term.enter_within
        if days is None:
            return None
        due_on = working_days.after(signed_on, days)
        return Clock(due_on, working_days.between(self.today, due_on), due_on < self.today, term.source)


def signed(decisions: QuerySet[Any]) -> QuerySet[Any]:
    """Of `decisions` (with `is_announced`) those of the province that are signed and not public."""
    own = decisions.filter(issuer__key=settings.PROVINCE_KEY, is_announced=False, signed_on__isnull=False)
    return own.exclude(number="")


def falling_due(decisions: QuerySet[Any], editions: QuerySet[Edition]) -> list[Due]:
    """Of `decisions` (with `is_announced`) and public `editions` what is not done yet, the first due first."""
    clocks = Clocks()
    if clocks.since is None:
        return []
    vietnamese = models.Q(editions__locale__language_code="vi", editions__corrects_key="")
    rows = signed(decisions).annotate(texts=models.Count("editions", filter=vietnamese, distinct=True))
    found = [
        Due(row, Work.ANNOUNCE, row.texts, ticking)
        for row in rows.select_related("department__agency")
        if (ticking := clocks.told(Work.ANNOUNCE, row.signed_on))
    ]
    waiting: dict[Decision, int] = defaultdict(int)
    for edition in to_enter(editions.filter(decision__signed_on__gte=clocks.since)):
        waiting[edition.decision] += 1
    found += [
        Due(row, Work.ENTER, count, ticking)
        for row, count in waiting.items()
        if row.signed_on and (ticking := clocks.told(Work.ENTER, row.signed_on))
    ]
    return sorted(found, key=lambda each: (each.clock.due_on, each.work, each.decision.pk))
