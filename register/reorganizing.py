"""What a reorganization does, in words that need no database: the plan that `record.reorganize` carries out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit that stands from the day on. With the `key` of an agency it is that one, under its new name where it has
    another; else a new agency. `predecessors` are keys; one that is named by several units is split."""

    name: str
    level: str
    predecessors: Sequence[str]
    key: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Former:
    """An agency that the record did not know, and that has to be there so that its old name leads on."""

    key: str
    name: str
    level: str


@dataclass(frozen=True)
class Plan:
    """All of it, on one day, by one legal act."""

    title: str
    act: str
    on: dt.date
    units: Sequence[Unit]
    formers: Sequence[Former] = ()
