from enum import Enum, auto


class Outcome(Enum):
    """What became of a message that was handed over."""

    SENT = auto()
    LATER = auto()  # not this one, not now
    REFUSED = auto()  # there is no such address
    AWAY = auto()  # the server: there is no use in trying the next one
