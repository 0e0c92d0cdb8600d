"""The parts of a computed value; `computed.py` tells the grammar and works it out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Sum:
    parts: "tuple[Part, ...]"


@dataclass(frozen=True)
class Product:
    parts: "tuple[Part, ...]"


@dataclass(frozen=True)
class Difference:
    parts: "tuple[Part, ...]"


@dataclass(frozen=True)
class Count:
    section: str


Formula: TypeAlias = Sum | Product | Difference | Count
Part: TypeAlias = "str | int | float | Sum | Product | Difference | Count"


def references(formula: Formula) -> Iterator[tuple[str, bool]]:
    """The fields it is made of, and whether each stands directly in a sum."""
    if isinstance(formula, Count):
        return
    for part in formula.parts:
        if isinstance(part, str):
            yield part, isinstance(formula, Sum)
        elif not isinstance(part, int | float):
            yield from references(part)


def counted(formula: Formula) -> Iterator[str]:
    """The sections whose parts it counts."""
    if isinstance(formula, Count):
        yield formula.section
        return
    for part in formula.parts:
        if not isinstance(part, str | int | float):
            yield from counted(part)
