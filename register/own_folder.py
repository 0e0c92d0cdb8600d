"""A folder that a command fills for whoever called it: new, read by its owner alone, and never left half filled."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def is_free(folder: Path) -> bool:
    """Whether it is empty, or not there."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


@contextmanager
def filling(folder: Path) -> Iterator[None]:
    """Make it where it is not there; where the block fails it is empty again, as the next try wants it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    try:
        yield
    except BaseException:
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        raise
