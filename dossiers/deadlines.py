"""Until when a dossier must be finished, and whether it was in time.

Sources: Bộ luật Dân sự 91/2015/QH13, điều 145–148 (the first day is not counted; a limit whose last day is no working
day ends with the next one; a month ends on the day of the same number, or on the month's last); Nghị định
61/2018/NĐ-CP, điều 17–19 (what the citizen still owes stops the clock; the day on which it is finished counts, not the
one of collecting it).
"""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from register import clock, working_days
from register.words import Unit

# Working hours of an office, in its own time. A limit of eight hours is one working day.
HOURS = ((dt.time(7, 30), dt.time(11, 30)), (dt.time(13, 30), dt.time(17, 30)))
DAY = dt.timedelta(days=1)


class InTime(TextChoices):
    EARLY = "early", _("Trước hạn")
    ON_TIME = "on_time", _("Đúng hạn")
    OVERDUE = "overdue", _("Quá hạn")


@dataclass(frozen=True)
class Limit:
    """As the announced text has it, as 5 working days."""

    value: float
    unit: Unit


@dataclass(frozen=True)
class Pause:
    """The clock stood still: from the request until what was asked for came."""

    since: dt.datetime
    until: dt.datetime


def due(received: dt.datetime, limit: Limit, pauses: Sequence[Pause] = ()) -> dt.datetime:
    """The moment at which the limit ends: the end of a working day, but for hours. Pauses are in order and apart.

    Moments are aware. Half days and months are rounded up: the law knows whole ones. What is asked for once the limit
    is over gives no more time.
    """
    until = _end(received, limit, ())
    for number, pause in enumerate(pauses, 1):
        if pause.since > until:
            break
        until = _end(received, limit, pauses[:number])
    return until


def _end(received: dt.datetime, limit: Limit, pauses: Sequence[Pause]) -> dt.datetime:
    if limit.unit == Unit.HOUR:
        left = dt.timedelta(hours=limit.value) + sum((_worked(*_ends(pause)) for pause in pauses), dt.timedelta())
        return _after_hours(_local(received), left)
    paused = [(_local(pause.since).date(), _local(pause.until).date()) for pause in pauses]
    first, value = _local(received).date(), -int(-limit.value // 1)
    match limit.unit:
        case Unit.WORKING_DAY:
            stood = sum(working_days.between(since, until) for since, until in paused)
            last = working_days.after(first, value + stood)
        case Unit.MONTH:
            last = months_after(first, value) + sum((until - since for since, until in paused), dt.timedelta())
        case _:
            last = first + value * DAY + sum((until - since for since, until in paused), dt.timedelta())
    while not working_days.is_working_day(last):
        last += DAY
    return dt.datetime.combine(last, HOURS[-1][1], clock.ZONE)


def in_time(finished: dt.datetime, until: dt.datetime, unit: Unit) -> InTime:
    """Fixed when it is finished. Days are compared as days: the office's last hour is no trap."""
    if unit == Unit.HOUR:
        return InTime.ON_TIME if finished <= until else InTime.OVERDUE
    done, last = _local(finished).date(), _local(until).date()
    if done > last:
        return InTime.OVERDUE
    return InTime.EARLY if done < last else InTime.ON_TIME


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(clock.ZONE)


def _ends(pause: Pause) -> tuple[dt.datetime, dt.datetime]:
    return _local(pause.since), _local(pause.until)


def months_after(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _spans(day: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
    """The working hours of that day."""
    if not working_days.is_working_day(day):
        return []
    return [tuple(dt.datetime.combine(day, end, clock.ZONE) for end in span) for span in HOURS]  # type: ignore[misc]


def _worked(since: dt.datetime, until: dt.datetime) -> dt.timedelta:
    """The working hours between two moments."""
    total, day = dt.timedelta(), since.date()
    while day <= until.date():
        for begin, end in _spans(day):
            total += max(min(end, until) - max(begin, since), dt.timedelta())
        day += DAY
    return total


def _after_hours(moment: dt.datetime, left: dt.timedelta) -> dt.datetime:
    day = moment.date()
    while True:
        for begin, end in _spans(day):
            begins = max(begin, moment)
            if begins < end:
                if left <= end - begins:
                    return begins + left
                left -= end - begins
        day += DAY
