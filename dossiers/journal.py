"""The journal of erasures (sổ xóa dữ liệu): a file apart from the database, so that no restored backup takes it back.

A line is on the disk before what it tells of is done. It names a code and a moment, and nothing personal.
"""

import datetime as dt
import fcntl
import json
import logging
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """That the dossier of this code was to be erased at this moment."""

    code: str
    at: dt.datetime


def append(code: str, at: dt.datetime) -> None:
    """Returns once it lies on the disk. Raises OSError."""
    path = place()
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with open(path, "ab+", opener=_for_its_owner) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        line = json.dumps({"code": code, "at": at.isoformat()}).encode() + b"\n"
        file.write(line if _ends_a_line(file.fileno()) else b"\n" + line)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _keep_the_name(path.parent)


def entries() -> Iterator[Entry]:
    """In order. Of a line that was not written whole nothing was done: it is left out, and the log says so."""
    if not place().exists():
        return
    with place().open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
                yield Entry(str(told["code"]), dt.datetime.fromisoformat(told["at"]))
            except (ValueError, KeyError, TypeError):
                log.warning("Line %d of the journal of erasures cannot be read.", number)


def place() -> Path:
    return Path(settings.ERASURE_JOURNAL)


def check() -> None:
    """Whether it could be written to. Raises OSError."""
    if place().exists():
        with place().open("ab"):
            return
    with tempfile.TemporaryFile(dir=place().parent):
        return


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _ends_a_line(file: int) -> bool:
    size = os.fstat(file).st_size
    return size == 0 or os.pread(file, 1, size - 1) == b"\n"


def _keep_the_name(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
