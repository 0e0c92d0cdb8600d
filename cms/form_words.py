"""What a form asks, in words for who checks it at the desk."""

from typing import Any

from django.utils.translation import gettext as _

from register.forms.conditions import All, AnyOf, Condition, Is, IsAnswered, IsOneOf, Not
from register.forms.definition import Form
from register.forms.reading import JSON

from .form_blocks import KINDS


def outline(form: Form) -> list[JSON]:
    """Pages, sections and fields as a reader of the desk needs them."""
    kinds = dict(KINDS)
    return [
        {
            "title": page.title.vi,
            "sections": [
                {
                    "section": section,
                    "when": in_words(section.show_when, form),
                    "fields": [
                        {
                            "field": field,
                            "place": f"{section.key}.{field.key}",
                            "kind": kinds[field.kind],
                            "show_when": in_words(field.show_when, form),
                            "require_when": in_words(field.require_when, form),
                        }
                        for field in section.fields
                    ],
                }
                for section in page.sections
            ],
        }
        for page in form.pages
    ]


def in_words(condition: Condition | None, form: Form) -> str:
    """A condition as one says it; "" for none."""
    match condition:
        case None:
            return ""
        case All(parts):
            return _(" và ").join(in_words(part, form) for part in parts)
        case AnyOf(parts):
            return _(" hoặc ").join(in_words(part, form) for part in parts)
        case Not(part):
            return _("không phải (%(condition)s)") % {"condition": in_words(part, form)}
        case IsAnswered(place):
            return _("đã điền “%(field)s”") % {"field": _called(place, form)}
        case Is(place, value):
            return _("“%(field)s” là %(value)s") % {
                "field": _called(place, form),
                "value": _said_of(place, value, form),
            }
        case IsOneOf(place, values):
            told = _(" hoặc ").join(_said_of(place, value, form) for value in values)
            return _("“%(field)s” là %(value)s") % {"field": _called(place, form), "value": told}


def _called(place: str, form: Form) -> str:
    return form.places[place][1].label.vi if place in form.places else place


def _said_of(place: str, value: Any, form: Form) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    options = form.places[place][1].options if place in form.places else ()
    return next((f"“{option.label.vi}”" for option in options if option.key == value), f"“{value}”")
