"""What a checkup found."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    OK = "ok"
    WARNING = "warning"  # to be looked at
    FAULT = "fault"  # something does not work, or will be lost


@dataclass(frozen=True)
class Finding:
    level: Level
    sentence: str  # how it stands, and where it is not well what to do


def ok(sentence: str) -> Finding:
    return Finding(Level.OK, sentence)


def warning(sentence: str) -> Finding:
    return Finding(Level.WARNING, sentence)


def fault(sentence: str) -> Finding:
    return Finding(Level.FAULT, sentence)
