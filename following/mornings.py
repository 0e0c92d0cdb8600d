"""When messages go out: once a day, at the hour of `FOLLOW_HOUR` in Viet Nam."""

import datetime as dt

from django.conf import settings

from register import clock


def next_morning(after: dt.datetime) -> dt.datetime:
    """The first such hour after that moment."""
    morning = _morning_of(after.astimezone(clock.ZONE).date())
    return morning if morning > after else morning_after(after)


def morning_after(moment: dt.datetime) -> dt.datetime:
    """That hour of the day after, whatever hour it is now: two messages never fall on one day."""
    return _morning_of(moment.astimezone(clock.ZONE).date() + dt.timedelta(days=1))


def _morning_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(settings.FOLLOW_HOUR), clock.ZONE).astimezone(dt.UTC)
