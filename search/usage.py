"""Noting how search is used. Notes wait in memory and are written together, so that no reader waits for the log.

What waits is lost when the process is killed: a handful of numbers, of which nobody is owed any.
"""

import atexit
import datetime as dt
import logging
import threading
import uuid
from collections import Counter, deque
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from register import clock

from .masking import masked
from .models import ProcedureUse, SearchRecord
from .popularity import DAYS
from .query.tokens import normal_text, words_of

log = logging.getLogger(__name__)
SECONDS = 5.0  # that notes wait
MOST_WAITING = 5_000  # beyond it the oldest go
LONGEST = 120  # characters of a query that are kept


@dataclass(frozen=True)
class Searched:
    record: SearchRecord


@dataclass(frozen=True)
class Followed:
    search: uuid.UUID


@dataclass(frozen=True)
class Clicked:
    search: uuid.UUID
    code: str
    position: int


@dataclass(frozen=True)
class Viewed:
    code: str


Note = Searched | Followed | Clicked | Viewed
_waiting: deque[Note] = deque(maxlen=MOST_WAITING)
_lock = threading.Lock()
_timer: threading.Timer | None = None


def searched(search: uuid.UUID, query: str, total: int, *, channel: str, locale: str = "vi") -> None:
    """Note a search. Numbers that may be somebody's own are masked before anything is kept."""
    told = masked(normal_text(query))[:LONGEST].strip()
    words = " ".join(word.folded for word in words_of(told))[:LONGEST]
    if not words:
        return
    now = clock.now()
    _note(
        Searched(
            SearchRecord(
                id=search,
                at=now.replace(minute=0, second=0, microsecond=0),
                day=clock.today(),
                channel=channel[:20],
                locale=locale,
                query=told,
                folded=words,
                total=total,
            )
        )
    )


def followed(search: uuid.UUID) -> None:
    """Note that another search was begun on the page of a noted one."""
    _note(Followed(search))


def clicked(search: uuid.UUID, code: str, position: int) -> None:
    """Note that a hit of a noted search was opened."""
    _note(Clicked(search, code, position))


def viewed(code: str) -> None:
    """Note that a procedure's page was read."""
    _note(Viewed(code))


def _note(note: Note) -> None:
    global _timer
    _waiting.append(note)
    with _lock:
        if _timer is None:
            _timer = threading.Timer(SECONDS, _write_in_thread)
            _timer.daemon = True
            _timer.start()


def _write_in_thread() -> None:
    try:
        write()
    finally:
        connection.close()


def write() -> None:
    """Write all that waits in one transaction. With the database away it waits on."""
    global _timer
    with _lock:
        _timer = None
        notes = [_waiting.popleft() for _ in range(len(_waiting))]
    if not notes:
        return
    try:
        with transaction.atomic():
            _write(notes)
    except DatabaseError as error:
        log.warning("%d notes on the use of search wait: %s", len(notes), error)
        room = MOST_WAITING - len(_waiting)
        _waiting.extendleft(reversed(notes[-room:] if room else []))


def _write(notes: list[Note]) -> None:
    searches = [note for note in notes if isinstance(note, Searched)]
    SearchRecord.objects.bulk_create([note.record for note in searches], ignore_conflicts=True, batch_size=200)
    again = {note.search for note in notes if isinstance(note, Followed)}
    SearchRecord.objects.filter(pk__in=again).update(followed=True)
    uses: Counter[tuple[str, str]] = Counter()
    for note in notes:
        if isinstance(note, Viewed):
            uses[note.code, "views"] += 1
        elif isinstance(note, Clicked):
            # Only the first click of a search that was noted counts: so nobody adds clicks by repeating one.
            first = SearchRecord.objects.filter(pk=note.search, clicked="", total__gt=0)
            if first.update(clicked=note.code, position=note.position):
                uses[note.code, "clicks"] += 1
    today = clock.today()
    rows = [ProcedureUse(code=code, day=today) for code in sorted({code for code, _kind in uses})]
    ProcedureUse.objects.bulk_create(rows, ignore_conflicts=True)
    for (code, kind), count in sorted(uses.items()):
        ProcedureUse.objects.filter(code=code, day=today).update(**{kind: F(kind) + count})


def forget() -> None:
    """Drop what waits, as tests do."""
    _waiting.clear()


def forget_old() -> int:
    """Delete what is older than DAYS; how many searches went."""
    since = clock.today() - dt.timedelta(days=DAYS)
    ProcedureUse.objects.filter(day__lte=since).delete()
    return SearchRecord.objects.filter(day__lte=since).delete()[0]


atexit.register(lambda: write() if _waiting else None)
