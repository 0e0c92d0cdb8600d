"""`python -m tools.drill`: on SQLite, or on the PostgreSQL of DATABASE_URL. Ends with 1 where anything differs."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.progress import Problem, say, step

from .comparing import Looked, differences
from .product import Product

WRITERS = 2
ROUNDS = 2  # that each writer has done before and after


def main() -> int:
    database = os.environ.get("DATABASE_URL", "")
    say(f"Drill on {'PostgreSQL' if database else 'SQLite'}")
    with tempfile.TemporaryDirectory(prefix="niemyet-drill-") as name:
        folder = Path(name)
        here, there = Product(folder, "here", database), Product(folder, "there", database)
        try:
            looked = drill(here, there, folder)
        finally:
            here.forget()
            there.forget()
    return report(*looked)


def drill(here: Product, there: Product, folder: Path) -> tuple[Looked, Looked, Looked]:
    """What `here` held before the backup, what `there` holds that was restored, and what `here` held afterwards."""
    with step("the sample"):
        here.manage("prepare")
    with _writing(here, folder) as written:
        with step("writers at work"):
            _wait(written, ROUNDS)
        before = here.look()
        with step("backup meanwhile"):
            say(here.manage("backup", str(folder / "backup"), "--language", "en"))
        with step("writers go on"):
            _wait(written, len(written.read_text().split()) // WRITERS + ROUNDS)
    after = here.look()
    with step("restore elsewhere"):
        say(there.manage("restore", str(folder / "backup"), "--language", "en"))
    return before, there.look(), after


def report(before: Looked, restored: Looked, after: Looked) -> int:
    """Print it. Returns the exit code."""
    found = list(differences(before, restored, after))
    for name, each in (("before", before), ("restored", restored), ("after", after)):
        rows = sum(map(len, each["rows"].values()))
        print(
            f"{name:>8}: change {each['head']}, {rows} rows in {len(each['rows'])} tables, "
            f"{len(each['answers'])} answers, {len(each['files'])} files"
        )
    if not before["head"] < after["head"]:
        found.append("nothing was written meanwhile")
    for sentence in found:
        print(f"✗ {sentence}")
    print("✓ All that had to be there is there." if not found else f"{len(found)} differences.")
    return 1 if found else 0


@contextmanager
def _writing(product: Product, folder: Path) -> Iterator[Path]:
    """Writers that work until the block ends. Gives the file in which they count their rounds."""
    counted = folder / "rounds"
    counted.touch()
    writers = [product.call("writing", "write", each, str(counted)) for each in range(1, WRITERS + 1)]
    try:
        yield counted
        if any(each.poll() is not None for each in writers):
            raise Problem(f"A writer ended: {(product.folder / 'write.log').read_text()[-1500:]}")
    finally:
        for each in writers:
            each.terminate()
        for each in writers:
            each.wait()


def _wait(counted: Path, rounds: int, seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while len(counted.read_text().split()) < rounds * WRITERS:
        if time.monotonic() > until:
            raise Problem("The writers do not get on.")
        time.sleep(0.2)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Problem as problem:
        say(str(problem))
        sys.exit(1)
