"""Working days in Viet Nam: Saturdays, Sundays and public holidays left out.

Source: Bộ luật Lao động 45/2019/QH14, điều 112; the days themselves come from the library `holidays`.
"""

import datetime as dt
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def after(day: dt.date, working_days: int) -> dt.date:
    """The last day of a time limit of so many working days that begins on the day after `day`."""
    while working_days > 0:
        day += dt.timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def between(day: dt.date, until: dt.date) -> int:
    """How many working days come after `day` until `until`, this one too; negative where `until` lies before."""
    if until < day:
        return -between(until, day)
    return sum(is_working_day(day + dt.timedelta(days=number)) for number in range(1, (until - day).days + 1))
