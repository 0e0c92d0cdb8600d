"""What an answer of each kind may be, as JSON Schema."""

from typing import Any

from django.conf import settings

from . import patterns
from .definition import FILE_TYPES, Field, Kind, Section
from .reading import JSON

MOST_DONG = 10**15
MOST_NUMBER = 10**12
LETTERS = {Kind.TEXT: 300, Kind.LONG_TEXT: 5_000}  # where the form does not say
FILES, FILE_SIZE = 1, 10_000_000


def section_of(section: Section) -> JSON:
    """The schema of a section's answers, but for what hangs on conditions."""
    asked = [field for field in section.fields if field.is_asked]
    one: JSON = {
        "type": "object",
        "properties": {field.key: value_of(field) for field in asked},
        "additionalProperties": False,
    }
    if needed := [field.key for field in asked if field.is_always_required and not field.show_when]:
        one["required"] = needed
    if not section.repeat:
        return one
    return {"type": "array", "minItems": section.repeat.least, "maxItems": section.repeat.most, "items": one}


def def_of(field: Field) -> str:
    """The name in `$defs` of what every answer to this field is."""
    if field.kind == Kind.DATE and field.when:
        return f"date_{field.when}"
    if field.kind == Kind.NUMBER and field.whole:
        return "whole_number"
    return str(field.kind)


def value_of(field: Field) -> JSON:
    """The schema of an answer."""
    value: JSON = {"$ref": f"#/$defs/{def_of(field)}"}
    bound = bounds(field)
    keys = [option.key for option in field.options]
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            value |= _renamed(bound, least="minLength", most="maxLength")
        case Kind.NUMBER | Kind.DONG:
            value |= _renamed(bound, least="minimum", most="maximum")
        case Kind.CHOICE:
            value["enum"] = keys
        case Kind.SEVERAL:
            value |= {"items": {"enum": keys}, **_renamed(bound, least="minItems", most="maxItems")}
        case Kind.FILE:
            part = {"type": {"enum": [FILE_TYPES[each] for each in field.types or FILE_TYPES]}}
            part |= {"size": {"maximum": bound["size"]}}
            value |= {"items": {"properties": part}, **_renamed(bound, least="minItems", most="maxItems")}
    if field.pattern:
        value["pattern"] = patterns.whole(field.pattern)
    return value


def bounds(field: Field) -> JSON:
    """`least`, `most` and `size`, with those that hold where the form says nothing."""
    least, most = field.least, field.most
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return {"least": least or 1, "most": most or LETTERS[field.kind]}
        case Kind.NUMBER:
            return {"least": -MOST_NUMBER if least is None else least, "most": MOST_NUMBER if most is None else most}
        case Kind.DONG:
            return {"least": least or 0, "most": MOST_DONG if most is None else most}
        case Kind.SEVERAL:
            return {"least": least or 1, "most": most or len(field.options)}
        case Kind.FILE:
            return {"least": least or 1, "most": most or FILES, "size": field.size or FILE_SIZE}
    return {}


def _renamed(bounds: JSON, **names: str) -> JSON:
    return {name: bounds[key] for key, name in names.items()}


def _text(pattern: str, most: int, least: int = 1, **more: Any) -> JSON:
    return {"type": "string", "minLength": least, "maxLength": most, "pattern": pattern, **more}


def _object(**properties: JSON) -> JSON:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_LINE = {"$ref": "#/$defs/text"}
_DATE: JSON = {"type": "string", "format": "date", "pattern": patterns.DATE}
# Of every kind what all answers are; bounds and options stand at the field.
DEFS: dict[str, JSON] = {
    "text": {"type": "string", "pattern": patterns.LINE},
    "long_text": {"type": "string", "pattern": patterns.LINES},
    "number": {"type": "number"},
    "whole_number": {"type": "integer"},
    "dong": {"type": "integer"},
    "date": _DATE,
    "date_past": _DATE,
    "date_future": _DATE,
    "choice": {"type": "string"},
    "several": {"type": "array", "uniqueItems": True},
    "yes_no": {"type": "boolean"},
    "name": _text(patterns.NAME, 100, 2),
    "id_number": {"type": "string", "pattern": patterns.id_number()},
    "phone": _text(patterns.PHONE, 24),
    "email": _text(patterns.EMAIL, 254),
    "commune": {"type": "string"},
    "address": {
        **_object(
            province=_LINE | {"maxLength": 100},
            commune=_LINE | {"maxLength": 100},
            detail=_LINE | {"maxLength": 300},
        ),
        "if": {"properties": {"province": {"const": settings.PROVINCE_KEY}}, "required": ["province"]},
        "then": {"properties": {"commune": {"$ref": "#/$defs/commune"}}},
    },
    "bank_account": _object(
        bank=_LINE | {"maxLength": 100},
        number={"type": "string", "pattern": patterns.ACCOUNT},
        holder={"$ref": "#/$defs/name"},
    ),
    "file": {
        "type": "array",
        "uniqueItems": True,
        "items": _object(
            id={"type": "string", "pattern": patterns.UPLOAD},
            name=_LINE | {"maxLength": 200},
            type={"type": "string"},
            size={"type": "integer", "minimum": 1},
        ),
    },
    "declaration": {"const": True},
}
_PARTS = {"address": {"text", "commune"}, "bank_account": {"text", "name"}, "file": {"text"}}


def with_parts(used: set[str]) -> set[str]:
    """Names in `$defs` with those that they are made of."""
    return used.union(*(_PARTS.get(name, set()) for name in used))
