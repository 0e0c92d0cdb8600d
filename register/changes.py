"""The change log: all that the public can notice, in one order, for search, webhooks and `changesSince`.

Numbers are given under one lock that is held until the commit, so a reader that has seen number *n* has seen all below
it: no transaction with a smaller number can still be open.
"""

import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.dispatch import Signal

from . import clock
from .models import Change, Epoch
from .words import Event

ADVISORY_LOCK = 0x4E1EB13E7  # any number, the same in every process

_seen = threading.local()
_asked: ContextVar["dict[str, Position] | None"] = ContextVar("asked", default=None)

# Sent after the commit. Whoever keeps a cursor may listen to be woken; nothing may depend on hearing it.
appended = Signal()


@contextmanager
def locked() -> Iterator[None]:
    """A transaction that alone may write to the record. Compile whatever takes long before it."""
    with transaction.atomic():
        # SQLite needs no word: every transaction begins IMMEDIATE there (settings), so it holds the write lock.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        yield


def head() -> int:
    """The number of the newest change; 0 when there is none."""
    return position().head


def epoch() -> str:
    """The random word of this log."""
    return position().epoch


@contextmanager
def reading() -> Iterator[None]:
    """Within it the position is asked for once: all that one request answers is of one version, or newer."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


class Position(NamedTuple):
    """Where the log stands, and how many redactions there are. The token tells a change from one of the same number
    that was rolled back."""

    epoch: str
    head: int
    token: str
    redactions: int


def position() -> Position:
    """Epoch, head and its token, in one query: what every version of a public answer is made of."""
    asked = _asked.get()
    if asked is None:
        return _position()
    if "position" not in asked:
        asked["position"] = _position()
    return asked["position"]


# In plain SQL, since it comes with every answer, and the query is longer in the making than in the asking.
POSITION = """
    SELECT epoch.value, change.number, change.token, (SELECT count(*) FROM register_redaction)
    FROM register_epoch epoch
    LEFT JOIN register_change change ON change.number = (SELECT max(number) FROM register_change)
    ORDER BY epoch.id DESC LIMIT 1
"""


def _position() -> Position:
    with connection.cursor() as cursor:
        cursor.execute(POSITION)
        row = cursor.fetchone()
    _seen.position = Position(row[0], row[1] or 0, row[2] or "", row[3]) if row else Position("none", 0, "", 0)
    return _seen.position


def seen() -> Position:
    """The position as this thread saw it last, since the request or task began that it works on; asked for where it did
    not look yet. For what goes with every value that is read, where a query each time would be too much."""
    if _asked.get() is not None:
        return position()
    return getattr(_seen, "position", None) or _position()


def look_anew(**kwargs: Any) -> None:
    """A request or task begins: what was seen before does not count. A receiver of signals."""
    _seen.position = None


def renew_epoch() -> str:
    """Begin a new epoch: after a first migration and after restoring a backup."""
    return Epoch.objects.create(value=uuid.uuid4().hex, began_at=clock.now()).value


def append(kind: Event, subject: str, codes: Iterable[str] = ()) -> int:
    """Add a line; call it inside `locked()`. Returns its number."""
    number = _position().head + 1
    Change.objects.create(
        number=number,
        kind=kind,
        subject=subject,
        codes=sorted(set(codes)),
        token=uuid.uuid4().hex,
        changed_at=clock.now(),
    )
    transaction.on_commit(lambda: appended.send(Change))
    return number


def since(number: int, limit: int = 500) -> list[Change]:
    """The next changes after `number`, oldest first, at most `limit`."""
    return list(Change.objects.filter(number__gt=number).order_by("number")[:limit])
