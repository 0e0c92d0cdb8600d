"""Locks among processes. The system frees them when their holder dies, so a killed worker leaves none behind."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from . import IndexBusy

WAIT = 30.0  # seconds a second one waits
PAUSE = 0.05


@contextmanager
def by_file(path: Path) -> Iterator[None]:
    """For processes of one machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as opened:

        def take() -> bool:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        _wait_for(take)
        yield


@contextmanager
def by_database(name: str) -> Iterator[None]:
    """For all that share one PostgreSQL."""
    with connection.cursor() as cursor:

        def take() -> bool:
            cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
            return bool(cursor.fetchone()[0])

        _wait_for(take)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _wait_for(take: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT
    while not take():
        if time.monotonic() > until:
            raise IndexBusy("Another process is writing the index; try again when it is done.")
        time.sleep(PAUSE)
