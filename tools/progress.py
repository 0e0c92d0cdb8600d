"""Words for the person who waits: progress on standard error, failures as one sentence."""

import contextlib
import sys
import time
from collections.abc import Iterator


class Problem(Exception):
    """Something the person has to know or do; its text is one clear sentence."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Print the title at once, and its seconds when the block has ended well."""
    say(f"  · {title} …")
    began = time.monotonic()
    yield
    say(f"  ✓ {title} ({time.monotonic() - began:.1f} s)")
