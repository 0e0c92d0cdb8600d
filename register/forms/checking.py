"""Answers held against the schema that is drawn and published: one list of errors, each at its field.

Sizes are looked at first, in one walk that ends where there is too much, so that hostile answers cost little. No error
repeats what was answered: answers are personal data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import jsonschema_rs

from . import limits
from .definition import LOCALES, Form
from .errors import sentence
from .reading import JSON

Path: TypeAlias = tuple[str | int, ...]
LONGEST_NAME = 60  # of an unknown field that an error tells


@dataclass(frozen=True)
class Error:
    """What to mend, and where: section, place in the group, field, part. `told` leads from language to sentence."""

    path: Path
    code: str
    told: dict[str, str]


def validator(schema: JSON) -> jsonschema_rs.Draft202012Validator:
    """Patterns run in linear time. Raises ValueError for what is no schema."""
    return jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, pattern_options=jsonschema_rs.RegexOptions()
    )


def check(answers: Any, form: Form, held: jsonschema_rs.Draft202012Validator) -> list[Error]:
    """All errors of the answers, in the order of the form, one for each place; `held` is of the form's schema."""
    if found := too_much(answers):
        path, code = found
        return [_error(form, path, code, None)]
    seen: dict[Path, Error] = {}
    for path, code, limit in faults(answers, held):
        if path not in seen or code == "hidden":  # whatever else is wrong with it does not matter then
            seen[path] = _error(form, path, code, limit)
        if len(seen) >= limits.MOST_ERRORS:
            break
    return sorted(seen.values(), key=lambda error: _order(form, error.path))


def faults(answers: Any, held: jsonschema_rs.Draft202012Validator) -> Iterator[tuple[Path, str, Any]]:
    """Path, code and limit of everything that the schema says; what is missing or unknown stands at its own place."""
    for error in held.iter_errors(answers):
        path: Path = tuple(error.instance_path)
        kind: Any = error.kind
        match kind.name:
            case "required":
                yield (*path, kind.property), "missing", None
            case "additionalProperties":
                for name in kind.unexpected:
                    yield (*path, name), "unknown", None
            case name:
                yield path, CODES.get(name, "wrong"), getattr(kind, "limit", None)


CODES = {
    "falseSchema": "hidden",
    "type": "type",
    "minLength": "too_short",
    "maxLength": "too_long",
    "pattern": "pattern",
    "format": "pattern",
    "enum": "choice",
    "const": "agree",
    "minimum": "too_small",
    "maximum": "too_large",
    "minItems": "too_few",
    "maxItems": "too_many",
    "uniqueItems": "twice",
}


def _error(form: Form, path: Path, code: str, limit: Any) -> Error:
    shown = tuple(part[:LONGEST_NAME] if isinstance(part, str) else part for part in path)
    return Error(shown, code, {locale: sentence(form, path, code, limit, locale) for locale in LOCALES})


def _order(form: Form, path: Path) -> tuple[Any, ...]:
    sections = [section.key for section in form.sections]
    place = sections.index(path[0]) if path and path[0] in sections else -1
    row = path[1] if len(path) > 1 and isinstance(path[1], int) else -1
    if place < 0:
        return (place, row, 0)
    name = next((part for part in path[1:] if isinstance(part, str)), None)
    keys = [field.key for field in form.sections[place].fields]
    return (place, row, keys.index(name) if name in keys else -1)


def too_much(answers: Any) -> tuple[Path, str] | None:
    """Where the answers are bigger or deeper than any form asks for, or hold what JSON cannot carry."""
    values = letters = 0
    waiting: list[tuple[Path, Any]] = [((), answers)]
    while waiting:
        path, value = waiting.pop()
        values += 1
        if isinstance(value, dict | list):
            if len(path) >= limits.DEEPEST:
                return path, "too_deep"
            if len(value) > limits.MOST_PARTS:
                return path, "too_many_parts"
            parts = value.items() if isinstance(value, dict) else enumerate(value)
            waiting += [((*path, key), part) for key, part in parts]
            if isinstance(value, dict):
                letters += sum(map(len, value))
                if not all(map(_is_text, value)):
                    return path, "text"
        elif isinstance(value, str):
            letters += len(value)
            if len(value) > limits.MOST["long_text"]:
                return path, "too_long_text"
            if not _is_text(value):
                return path, "text"
        elif isinstance(value, int | float) and not -limits.EXACT <= value <= limits.EXACT:  # infinite and NaN as well
            return path, "number"
        if values > limits.MOST_VALUES or letters > limits.MOST_LETTERS:
            return (), "too_big"
    return None


def _is_text(value: str) -> bool:
    """Whether it can be written as UTF-8: JSON may carry half of a sign."""
    return value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value)
