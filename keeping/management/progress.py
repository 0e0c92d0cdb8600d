"""A bar for whoever watches at a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from keeping.copying import Progress


@contextmanager
def bar(file: Any) -> Iterator[tuple[Callable[[str], None], Progress]]:
    """What tells of a step, and of how far it is."""
    with tqdm(unit=" tệp", file=file, disable=None) as drawn:

        def say(step: str) -> None:
            if drawn.disable:
                file.write(step)
            else:
                drawn.reset()
                drawn.set_description(step)

        def progress(done: int, total: int) -> None:
            drawn.total = total
            drawn.update(done - drawn.n)

        yield say, progress
