"""Values that are worked out from answers, never taken from outside: a closed grammar, and no language.

In JSON: {"sum": [parts]}, {"product": [parts]}, {"difference": [the first, and what is taken from it]},
{"count": "section"}. A part is a number, the field "section.field", or a formula again. Seen from outside, a field of a
repeated group stands for all of its answers, in a sum alone.
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any, TypeAlias

from .conditions import holds
from .definition import Field, Form, Kind, Section
from .formula import Count, Difference, Formula, Part, Product, Sum

Answers = Mapping[str, Any]
EXACT = Context(prec=10_000)  # more digits than the product of all numbers that a formula can name


def computed(form: Form, answers: Answers) -> dict[str, Any]:
    """The computed values for checked answers, in the same shape: {section: {field: value}}, a list for a group.

    A sum leaves out what is not answered; of a product or difference nothing is told then. Đồng are whole.
    """
    with localcontext(EXACT):
        return _all(form, answers)


def _all(form: Form, answers: Answers) -> dict[str, Any]:
    told: dict[str, Any] = {}
    worked: dict[str, Any] = {}
    for section in form.sections:
        own = [(field, field.computed) for field in section.fields if field.computed]
        if not own or section.key not in answers:
            continue
        if section.repeat:
            told[section.key] = [_of(form, section, own, answers, worked, item) for item in answers[section.key]]
        else:
            told[section.key] = _of(form, section, own, answers, worked, answers[section.key])
            worked[section.key] = told[section.key]
    return told


def _of(
    form: Form,
    section: Section,
    own: list[tuple[Field, Formula]],
    answers: Answers,
    worked: Answers,
    item: Mapping[str, Any],
) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def value_of(reference: str) -> Any:
        of, _dot, key = reference.partition(".")
        if of == section.key:
            return found.get(key, item.get(key))
        there = answers.get(of)
        if isinstance(there, list):
            return [each[key] for each in there if key in each]
        return worked.get(of, {}).get(key, (there or {}).get(key))

    for field, formula in own:
        if field.show_when and not holds(field.show_when, value_of):
            continue
        value = _work_out(formula, value_of, answers)
        if value is not None:
            found[field.key] = _plain(value, whole=field.whole or field.kind == Kind.DONG)
    return found


def _work_out(formula: Formula, value_of: Any, answers: Answers) -> Decimal | None:
    if isinstance(formula, Count):
        return Decimal(len(answers.get(formula.section) or ()))
    values = [_value(part, value_of, answers) for part in formula.parts]
    match formula:
        case Sum():
            return sum((each for each in _flat(values) if each is not None), Decimal(0))
        case Product() | Difference():
            known = [each for each in _flat(values) if each is not None]
            if len(known) < len(values):
                return None
            worked = known[0]
            for each in known[1:]:
                worked = worked * each if isinstance(formula, Product) else worked - each
            return worked


def _value(part: Part, value_of: Any, answers: Answers) -> Any:
    if isinstance(part, str):
        held = value_of(part)
        return [Decimal(str(each)) for each in held] if isinstance(held, list) else _decimal(held)
    if isinstance(part, int | float):
        return _decimal(part)
    return _work_out(part, value_of, answers)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _flat(values: list[Any]) -> Iterator[Decimal | None]:
    for each in values:
        yield from each if isinstance(each, list) else [each]


Number: TypeAlias = int | float


def _plain(value: Decimal, whole: bool) -> Number:
    if whole:
        return int(value.quantize(Decimal(1), ROUND_HALF_UP))
    return int(value) if value == value.to_integral_value() else float(value)
