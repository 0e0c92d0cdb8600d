"""A form to its one JSON file, without what says nothing; `reading.py` tells the format."""

import json
from collections.abc import Sequence

from .conditions import All, AnyOf, Condition, Is, IsAnswered, IsOneOf, Not
from .definition import Field, Form, Page, Section, Text
from .formula import Count, Formula, Part
from .reading import FORMAT, FORMULAS, JSON


def written(form: Form) -> JSON:
    """The form as JSON values, without what says nothing; `read` gives the same form again."""
    return _said(
        {
            "format": FORMAT,
            "readable_from": FORMAT,
            "procedure": form.procedure,
            "title": written_text(form.title),
            "pages": [_written_page(page) for page in form.pages],
            **form.more,
        }
    )


def to_json(form: Form) -> str:
    """The one file that a form is exported to and imported from."""
    return json.dumps(written(form), ensure_ascii=False, indent=2) + "\n"


def _said(raw: JSON) -> JSON:
    return {key: value for key, value in raw.items() if value not in (None, "", [], {}) and value is not False}


def written_text(text: Text) -> JSON:
    return _said({"vi": text.vi, "en": text.en})


def _written_page(page: Page) -> JSON:
    sections = [_written_section(section) for section in page.sections]
    return _said({"key": page.key, "title": written_text(page.title), "sections": sections, **page.more})


def _written_section(section: Section) -> JSON:
    return _said(
        {
            "key": section.key,
            "title": written_text(section.title),
            "help": written_text(section.help),
            "repeat": {"least": section.repeat.least, "most": section.repeat.most} if section.repeat else None,
            "show_when": section.show_when and written_condition(section.show_when),
            "fields": [written_field(field) for field in section.fields],
            **section.more,
        }
    )


def written_field(field: Field) -> JSON:
    return _said(
        {
            "key": field.key,
            "kind": str(field.kind),
            "label": written_text(field.label),
            "help": written_text(field.help),
            "required": field.required,
            "pattern": field.pattern,
            "show_when": field.show_when and written_condition(field.show_when),
            "require_when": field.require_when and written_condition(field.require_when),
            "computed": field.computed and _written_formula(field.computed),
            "prefill": field.prefill and str(field.prefill),
            "options": [
                _said({"key": each.key, "label": written_text(each.label), **each.more}) for each in field.options
            ],
            "least": field.least,
            "most": field.most,
            "whole": field.whole,
            "when": field.when and str(field.when),
            "types": list(field.types),
            "size": field.size,
            **field.more,
        }
    )


def written_condition(condition: Condition) -> JSON:
    match condition:
        case All(parts):
            return {"all": [written_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [written_condition(part) for part in parts]}
        case Not(part):
            return {"not": written_condition(part)}
        case Is(field, value):
            return {"field": field, "is": value}
        case IsOneOf(field, values):
            return {"field": field, "is_one_of": list(values)}
        case IsAnswered(field):
            return {"field": field, "is_answered": True}


def _written_formula(formula: Formula) -> JSON:
    if isinstance(formula, Count):
        return {"count": formula.section}
    name = next(name for name, kind in FORMULAS.items() if isinstance(formula, kind))
    parts: Sequence[Part] = formula.parts
    return {name: [part if isinstance(part, str | int | float) else _written_formula(part) for part in parts]}
