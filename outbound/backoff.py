"""When a message that was not taken is sent again, and when it is no more."""

import datetime as dt
import email.utils
import random

MINUTE, HOUR = 60, 3600
WAITS = (5, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR)  # seconds; the last one again and again
JITTER = 0.1  # so that many that failed together do not come back together
PATIENCE = dt.timedelta(hours=48)


def next_attempt(
    attempts: int, counted_from: dt.datetime, now: dt.datetime, retry_after: float | None = None
) -> dt.datetime:
    """The moment after `attempts` failed ones. Who asks for a later one is heard, up to the longest wait."""
    wait = WAITS[min(attempts, len(WAITS)) - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
    if retry_after is not None:
        wait = max(wait, min(retry_after, WAITS[-1]))
    return min(now + dt.timedelta(seconds=wait), max(counted_from + PATIENCE, now))


def is_over(counted_from: dt.datetime, now: dt.datetime) -> bool:
    """Whether a message that fails now is given up."""
    return now >= counted_from + PATIENCE


def asked_to_wait(header: str, now: dt.datetime) -> float | None:
    """Seconds that a `Retry-After` asks for, written as a number or a moment (RFC 9110); None where it is neither."""
    if header.isascii() and header.isdigit():
        return float(header[:12])
    try:
        until = email.utils.parsedate_to_datetime(header)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (aware - now).total_seconds())
