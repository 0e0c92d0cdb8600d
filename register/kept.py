"""Answers kept in the process until the change log moves on. Keys contain the log's position, so none is ever stale."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from . import changes

Value = TypeVar("Value")
_all: list["Kept"] = []


class Kept(Generic[Value]):
    """At most `size` values, the longest unused goes first. The position is read before the value it stands for."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()
        _all.append(self)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        whole = (changes.position(), key)
        with self._lock:
            if whole in self._values:
                self._values.move_to_end(whole)
                return self._values[whole]
        value = make()
        with self._lock:
            self._values[whole] = value
            while len(self._values) > self.size:
                self._values.popitem(last=False)
        return value

    def get_many(
        self, keys: Iterable[Hashable], make: Callable[[list[Hashable]], Mapping[Hashable, Value]]
    ) -> dict[Hashable, Value]:
        """The same for many keys; those not kept are made in one call, which may leave some out."""
        position = changes.position()
        found: dict[Hashable, Value] = {}
        missing: list[Hashable] = []
        with self._lock:
            for key in keys:
                if (position, key) in self._values:
                    self._values.move_to_end((position, key))
                    found[key] = self._values[position, key]
                else:
                    missing.append(key)
        if missing:
            made = make(missing)
            with self._lock:
                for key, value in made.items():
                    self._values[position, key] = found[key] = value
                while len(self._values) > self.size:
                    self._values.popitem(last=False)
        return found

    def forget(self) -> None:
        with self._lock:
            self._values.clear()


def forget_all() -> None:
    """Needed only where the log itself is taken back: in tests, and after restoring a backup."""
    for kept in _all:
        kept.forget()
