"""What one citizen's question may cost: all that it asks an engine shares one budget of time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from . import EngineUnavailable

BUDGET = 0.8  # seconds; beyond it the database answers

_ends_at: ContextVar[float | None] = ContextVar("ends_at", default=None)


@contextmanager
def budget() -> Iterator[None]:
    """Around all that one question asks; within another it changes nothing."""
    if _ends_at.get() is not None:
        yield
        return
    token = _ends_at.set(time.monotonic() + BUDGET)
    try:
        yield
    finally:
        _ends_at.reset(token)


def left() -> float:
    """Seconds that are left. Raises EngineUnavailable when there are none."""
    ends_at = _ends_at.get()
    rest = BUDGET if ends_at is None else ends_at - time.monotonic()
    if rest <= 0:
        raise EngineUnavailable("it took too long")
    return rest
