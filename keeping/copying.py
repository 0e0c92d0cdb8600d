"""Copying the folders while the product goes on writing and deleting.

Twice: before the database and after it. A file is written before the row that names it is committed, so every row of
the dump finds its file in the second run at the latest; and what a sweep deletes in between was taken by the first.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from .folders import folders

Progress = Callable[[int, int], None]  # how many are done, of how many
Taken = dict[str, tuple[int, int]]  # size and moment of the file that was copied, by its name in the backup


def take(target: Path, taken: Taken, progress: Progress) -> None:
    """Copy what is not taken yet, or has been written to since."""
    found = list(_found())
    for done, (name, path) in enumerate(found, 1):
        try:
            stands = path.stat()
            state = (stands.st_size, stands.st_mtime_ns)
            if taken.get(name) != state:
                place(path, target / name)
                taken[name] = state
        except FileNotFoundError:
            pass  # deleted just now
        progress(done, len(found))


def place(path: Path, target: Path) -> None:
    """A copy that only its owner reads, in folders that only he opens."""
    for parent in reversed([each for each in target.parents if not each.exists()]):
        parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copyfile(path, target)
    target.chmod(0o600)


def _found() -> Iterator[tuple[str, Path]]:
    for name, folder in folders().items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
