"""What became of something that a reader sent by a form."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """Whether it was taken; else why not, and after too many how many seconds to wait."""

    received: bool
    refusal: str | None = None
    wait_seconds: int | None = None
