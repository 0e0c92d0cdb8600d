"""How far something long is, told to whoever watches."""

from collections.abc import Callable

Progress = Callable[[int, int], None]  # how many are done, of how many


def silent(_done: int, _total: int) -> None:
    """For whom nobody watches."""
