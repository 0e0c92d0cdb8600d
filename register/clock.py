"""The one clock. Every *today* and *now* of the product is asked for here; lint forbids other sources.

The legal day turns at midnight in Viet Nam, wherever the server stands.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)  # noqa: TID251


def today() -> dt.date:
    """The legal day in Viet Nam."""
    return now().astimezone(ZONE).date()


def seconds_to_midnight() -> int:
    """Whole seconds that the legal day still has."""
    local = now().astimezone(ZONE)
    midnight = dt.datetime.combine(local.date() + dt.timedelta(days=1), dt.time(), ZONE)
    return int((midnight - local).total_seconds())
