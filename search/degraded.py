"""Whether some answer within a request came from the database in the engine's place: such an answer is kept nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.dispatch import Signal

_seen: ContextVar[list[str] | None] = ContextVar("degraded", default=None)

# Sent at each such answer, for whoever counts them; nothing may depend on hearing it.
noted = Signal()


@contextmanager
def watching() -> Iterator[list[str]]:
    """Within it `note` fills the list."""
    seen: list[str] = []
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def note(what: str) -> None:
    seen = _seen.get()
    if seen is not None:
        seen.append(what)
    noted.send(None)
