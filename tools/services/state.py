"""What was started, kept in `services/state.json` between two commands."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass
class Entry:
    """One server. After a stop its port and password stay, so that its address does too."""

    url: str
    folder: str
    port: int
    secret: str = ""
    pid: int | None = None
    born: str = ""
    container: str = ""


def read(path: Path) -> dict[str, Entry]:
    """Empty when there is no file, or one that this version cannot read."""
    try:
        return {name: Entry(**entry) for name, entry in json.loads(path.read_text()).items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def write(path: Path, entries: dict[str, Entry]) -> None:
    """Replaced in one step, and readable by its owner only: it holds passwords."""
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({name: asdict(entry) for name, entry in entries.items()}, file, indent=2)
    fresh.replace(path)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """One command at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
