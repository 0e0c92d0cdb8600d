"""What hits show, kept in the process by the hashes of their documents, so that a search fetches hashes alone.

A hash tells all of a document: what is kept by it never grows stale, whatever happens to the index.
"""

import threading
from collections.abc import Callable, Sequence

from . import Hit

MOST = 20_000


class Shown:
    """At most MOST, the first that came goes first."""

    def __init__(self) -> None:
        self._held: dict[str, Hit] = {}
        self._lock = threading.Lock()

    def of(self, hashes: Sequence[str], read: Callable[[Sequence[str]], dict[str, Hit]]) -> dict[str, Hit]:
        """By hash; those not kept are read in one call, which may leave some out."""
        held = self._held
        found = {each: hit for each in hashes if (hit := held.get(each))}
        missing = [each for each in hashes if each not in found]
        if missing:
            made = read(missing)
            found |= made
            with self._lock:
                held |= made
                while len(held) > MOST:
                    del held[next(iter(held))]
        return found
