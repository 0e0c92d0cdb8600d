"""When a field or section is shown or required: a closed grammar over answers given earlier.

In JSON: {"field": "section.field", "is": value}, {"field": …, "is_one_of": [values]}, {"field": …, "is_answered":
true}, {"all": [conditions]}, {"any": [conditions]}, {"not": condition}. What is not answered *is* nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float | bool


@dataclass(frozen=True)
class Is:
    field: str
    value: Value


@dataclass(frozen=True)
class IsOneOf:
    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class IsAnswered:
    field: str


@dataclass(frozen=True)
class All:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class AnyOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Not:
    part: "Condition"


Atom: TypeAlias = Is | IsOneOf | IsAnswered
Condition: TypeAlias = Atom | All | AnyOf | Not
Answers = Mapping[str, Any]


def atoms(condition: Condition) -> Iterator[Atom]:
    """Every question about one field in it, in order."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case _:
            yield condition


def holds(condition: Condition, value_of: Callable[[str], Any]) -> bool:
    """Whether it holds; `value_of` gives the answer to a field, None where there is none."""
    match condition:
        case All(parts):
            return all(holds(part, value_of) for part in parts)
        case AnyOf(parts):
            return any(holds(part, value_of) for part in parts)
        case Not(part):
            return not holds(part, value_of)
        case IsAnswered(field):
            return value_of(field) is not None
        case Is(field, value):
            return _is_among(value_of(field), (value,))
        case IsOneOf(field, values):
            return _is_among(value_of(field), values)


def _is_among(answer: Any, values: Sequence[Value]) -> bool:
    answers = answer if isinstance(answer, list) else [answer]
    # True and 1 are two values in JSON, and one in Python.
    return any(
        each == value and isinstance(each, bool) == isinstance(value, bool) for each in answers for value in values
    )


Literal: TypeAlias = tuple[Atom, bool]  # and whether it holds, or does not
MOST_WAYS = 64


class TooManyWaysError(ValueError):
    """The condition would have to be written in more ways than anybody can look through."""


def ways(condition: Condition, wanted: bool = True) -> list[tuple[Literal, ...]]:
    """All ways in which it holds (or does not), each a list of what must hold together. Raises TooManyWaysError."""
    match condition:
        case Not(part):
            return ways(part, not wanted)
        case All(parts) | AnyOf(parts):
            found = [ways(part, wanted) for part in parts]
            if isinstance(condition, AnyOf) == wanted:
                listed = [way for each in found for way in each]
            else:
                count = 1
                for each in found:
                    count *= len(each)
                if count > MOST_WAYS:
                    raise TooManyWaysError
                listed = [tuple(literal for way in chosen for literal in way) for chosen in product(*found)]
            if len(listed) > MOST_WAYS:
                raise TooManyWaysError
            return listed
        case _:
            return [((condition, wanted),)]
