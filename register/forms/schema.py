"""A form as JSON Schema 2020-12, and the order in which it is drawn.

The schema alone decides what may be answered. `compiled` makes what is released, once; what changes by the day (the
communes, who can be born by now, which dates are past) and the words of a language are filled in when it is read.
"""

import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from . import patterns
from .conditions import All, AnyOf, Atom, Condition, Is, IsAnswered, IsOneOf, Literal, Not, ways
from .definition import FILE_TYPES, Field, Form, Kind, Section, Text
from .reading import JSON
from .values import DEFS, bounds, def_of, section_of, with_parts
from .writing import written

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def compiled(form: Form) -> JSON:
    """The schema as it is released. The form must be without problems."""
    rules: list[JSON] = []
    for section in form.sections:
        if section.show_when:
            rules.append(_if(section.show_when, form, {"required": [section.key]}))
            rules.append(_if(Not(section.show_when), form, {"properties": {section.key: False}}))
        for field in section.fields:
            if field.is_asked:
                rules += _field_rules(form, section, field)
    schema: JSON = {
        "$schema": DRAFT,
        "type": "object",
        "properties": {section.key: section_of(section) for section in form.sections},
        "required": [section.key for section in form.sections if not section.show_when],
        "additionalProperties": False,
    }
    if rules:
        schema["allOf"] = rules
    used = {def_of(field) for section in form.sections for field in section.fields if field.is_asked}
    schema["$defs"] = {name: DEFS[name] for name in sorted(with_parts(used))}
    return schema


def ui(form: Form) -> JSON:
    """Pages, sections and fields in order, as the file has them (`reading.py`), with bounds where it does not say.

    A form that an editor has only begun is drawn as far as it goes.
    """
    whole = written(form)
    drawn: JSON = {"title": whole.get("title", {"vi": ""}), "pages": whole.get("pages", [])}
    for page, own in zip(drawn["pages"], form.pages, strict=True):
        for section, held in zip(page.setdefault("sections", []), own.sections, strict=True):
            for field, asked in zip(section.setdefault("fields", []), held.fields, strict=True):
                field |= {"required": asked.is_always_required, **bounds(asked)}
                if asked.kind == Kind.FILE:
                    field["types"] = list(asked.types or FILE_TYPES)
    return drawn


def schema_for(schema: JSON, drawn: JSON, day: dt.date, communes: Sequence[str], locale: str = "vi") -> JSON:
    """The schema as it holds on that day, with labels in that language as titles; `communes` are keys of the day."""
    told = copy.deepcopy(schema)
    for name, of_day in _of_day(day, communes).items():
        if name in told["$defs"]:
            told["$defs"][name] = told["$defs"][name] | of_day
    told["title"] = _told(drawn["title"], locale)
    for page in drawn["pages"]:
        for section in page["sections"]:
            place = told["properties"][section["key"]]
            place["title"] = _told(section.get("title", {}), locale)
            fields = place.get("items", place)["properties"]
            for field in section["fields"]:
                if field["key"] in fields:
                    fields[field["key"]]["title"] = _told(field["label"], locale)
    return told


def ui_for(drawn: JSON, locale: str) -> JSON:
    """What is drawn in that language: each text is a string."""
    told: JSON = _in_locale(drawn, locale)
    return told


def asks_for_address(drawn: JSON) -> bool:
    return any(
        field["kind"] == Kind.ADDRESS
        for page in drawn["pages"]
        for section in page["sections"]
        for field in section["fields"]
    )


# -- Rules ------------------------------------------------------------------------------------------------------------


def _field_rules(form: Form, section: Section, field: Field) -> list[JSON]:
    """When the field is forbidden, and when it is required but not always."""
    found = []
    if field.show_when:
        hidden = {"properties": {field.key: False}}
        found += _within(form, section, Not(field.show_when), hidden)
    needed: Condition | None = None if field.is_always_required else field.require_when
    if field.show_when and field.is_always_required:
        needed = field.show_when
    elif field.show_when and needed:
        needed = All((field.show_when, needed))
    if needed:
        found += _within(form, section, needed, {"required": [field.key]})
    return found


def _within(form: Form, section: Section, condition: Condition, then: JSON) -> list[JSON]:
    """`then` holds of the section, or of each of the group's for which the condition holds.

    In a group the condition may look at the same group and beyond it at once: each way in which it holds is a rule of
    its own, for a schema cannot look out of a part.
    """
    if not section.repeat:
        return [_if(condition, form, {"properties": {section.key: then}})]
    rules = []
    for way in ways(condition):
        inside = [each for each in way if each[0].field.partition(".")[0] == section.key]
        outside = [each for each in way if each not in inside]
        rule = {"if": _together(form, inside, own=section), "then": then} if inside else then
        rule = {"properties": {section.key: {"items": rule}}}
        rules.append({"if": _together(form, outside), "then": rule} if outside else rule)
    return rules


def _if(condition: Condition, form: Form, then: JSON) -> JSON:
    return {"if": _schema_of(condition, form), "then": then}


def _together(form: Form, literals: Sequence[Literal], own: Section | None = None) -> JSON:
    parts = [_atom(atom, form, own) if wanted else {"not": _atom(atom, form, own)} for atom, wanted in literals]
    return parts[0] if len(parts) == 1 else {"allOf": parts}


def _schema_of(condition: Condition, form: Form) -> JSON:
    match condition:
        case All(parts):
            return {"allOf": [_schema_of(part, form) for part in parts]}
        case AnyOf(parts):
            return {"anyOf": [_schema_of(part, form) for part in parts]}
        case Not(part):
            return {"not": _schema_of(part, form)}
        case _:
            return _atom(condition, form, None)


def _atom(atom: Atom, form: Form, own: Section | None) -> JSON:
    """Seen from the whole of the answers, or from one of a group's where `own` is that group."""
    section, field = form.places[atom.field]
    value: Any = True
    match atom:
        case Is(_, wanted):
            value = {"const": wanted}
        case IsOneOf(_, values):
            value = {"enum": list(values)}
        case IsAnswered():
            pass
    if field.kind == Kind.SEVERAL and value is not True:
        value = {"contains": value}
    there = {"properties": {field.key: value}, "required": [field.key]}
    if own is section:
        return there
    return {"properties": {section.key: there}, "required": [section.key]}


# -- For a day and a language -----------------------------------------------------------------------------------------


def _of_day(day: dt.date, communes: Sequence[str]) -> dict[str, JSON]:
    return {
        "commune": {"enum": list(communes)} if communes else {},  # a record without communes knows no better
        "id_number": {"pattern": patterns.id_number(day.year)},
        "date_past": {"allOf": [{"pattern": f"^{patterns.up_to(str(day))}$"}]},
        "date_future": {"allOf": [{"pattern": f"^{patterns.not_before(str(day))}$"}]},
    }


def _told(text: Mapping[str, str], locale: str) -> str:
    return Text(text.get("vi", ""), text.get("en", "")).told(locale)


def _in_locale(value: Any, locale: str) -> Any:
    if isinstance(value, list):
        return [_in_locale(each, locale) for each in value]
    if isinstance(value, dict):
        if value and value.keys() <= {"vi", "en"}:
            return _told(value, locale)
        return {key: _in_locale(each, locale) for key, each in value.items()}
    return value
