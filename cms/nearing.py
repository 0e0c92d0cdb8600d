"""Decisions with something to be done soon: a day comes near, a submission waits, a signature is not acted on."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Min, Q, QuerySet, When
from django.utils.translation import gettext as _

from register import clock

from .models import Decision

NEAR = dt.timedelta(days=14)


@dataclass(frozen=True)
class Near:
    """`day` is the next on which something takes effect, None where none is set; `late` where it should be public."""

    decision: Decision
    words: str
    day: dt.date | None
    late: bool = False


def nearing(decisions: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `decisions` (with `is_announced`) that are near, the nearest day first. One query."""
    today = clock.today()
    rows = decisions.annotate(
        own_day=Case(When(effective_from="signing", then=F("signed_on")), default=F("effective_on")),
        next_day=Min("editions__effective_on", filter=Q(editions__effective_on__gte=today)),
    )
    soon = today + NEAR
    public = Q(is_announced=True) & (
        Q(own_day__gt=today, own_day__lte=soon) | Q(next_day__gt=today, next_day__lte=soon)
    )
    draft = Q(is_announced=False) & (Q(own_day__lte=soon) | Q(next_day__lte=soon) | ~Q(submission="") | ~Q(number=""))
    return rows.filter(public | draft).order_by(F("own_day").asc(nulls_last=True), "pk")


def told(rows: QuerySet[Any]) -> Iterator[Near]:
    today = clock.today()
    for row in rows:
        days = sorted(day for day in (row.own_day, row.next_day) if day)
        coming = [day for day in days if day > today]
        day = next(iter(coming or days), None)
        if row.is_announced:
            yield Near(row, _("Đã công khai, sắp có hiệu lực"), day)
        elif row.number and row.signed_on:
            yield Near(row, _("Đã ký, chưa công khai"), day, late=bool(day and day <= today))
        elif days and days[0] <= today + NEAR:
            yield Near(row, _("Gần ngày có hiệu lực, chưa ký"), day, late=bool(day and day <= today))
        else:
            yield Near(row, _("Đã trình, chờ ký"), day)
