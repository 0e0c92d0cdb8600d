"""Dump and return of an SQLite database."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from .seen import Seen, seen

NAME = "database.sqlite3"
PAGES = 2000  # copied in one go


def dump(target: Path) -> Seen:
    """A copy of one moment, while others go on writing."""
    with closing(_opened(_path())) as source, closing(_opened(target)) as copy:
        # A transaction that reads keeps the moment: without it the copying would begin anew at each commit.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file
        return seen(lambda sql: copy.execute(sql).fetchall())


def put_back(dumped: Path) -> None:
    """Whoever still has the old database open goes on with that: end them first."""
    path = _path()
    connection.close()
    beside = path.with_name(f"{path.name}.restoring")
    shutil.copyfile(dumped, beside)
    beside.chmod(0o600)
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    beside.replace(path)


def version() -> int:
    return sqlite3.sqlite_version_info[0]


def misfits(_dumped: Path, _version: int) -> list[str]:
    return []


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=20, isolation_level=None)
