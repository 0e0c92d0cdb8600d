"""A circuit breaker: an engine that does not answer costs one request its patience, not every one."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from . import EngineUnavailable

REST = 5.0  # seconds in which nobody asks


class Breaker:
    """After `patience` failures in a row nobody asks for a while; then one at a time, until one succeeds."""

    def __init__(self, patience: int = 1) -> None:
        self.patience = patience
        self._failures = 0
        self._rests_until = 0.0
        self._probing = False
        self._lock = threading.Lock()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Around one call to the engine; any exception is a failure. Raises EngineUnavailable while it rests."""
        is_probe = self._enter()
        try:
            yield
        except BaseException:
            self._leave(is_probe, failed=True)
            raise
        self._leave(is_probe, failed=False)

    def _enter(self) -> bool:
        """Whether this call is the one that finds out if the rest may end."""
        with self._lock:
            if self._failures < self.patience:
                return False
            if self._probing or time.monotonic() < self._rests_until:
                raise EngineUnavailable("it did not answer a moment ago")
            self._probing = True
            return True

    def _leave(self, is_probe: bool, failed: bool) -> None:
        with self._lock:
            if is_probe:  # a call from before the rest, that comes back only now, does not end the probe of another
                self._probing = False
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= self.patience:
                self._rests_until = time.monotonic() + REST
