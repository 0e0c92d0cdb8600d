"""A form as editors build it in a StreamField, as JSON values of its one file (register/forms/reading.py), and back.

What editors' conditions cannot say is kept as JSON, and what a later version of the product wrote in `more`.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from register.forms.definition import Form, Kind
from register.forms.reading import FORMAT, JSON, FormError, read
from register.forms.writing import written
from register.vietnamese import slug

from .form_blocks import ANSWERED, COUNT, IS, IS_NOT, NOT_ANSWERED
from .models import IntakeForm

MEGABYTE = 1_000_000
YES, NO = {"có", "co", "true", "yes"}, {"không", "khong", "false", "no"}


# -- From the desk ----------------------------------------------------------------------------------------------------


def form_of(row: IntakeForm) -> Form:
    """What the editors built. Raises FormError, which says where it cannot be read."""
    return read(data_of(row))


def data_of(row: IntakeForm) -> JSON:
    """The same as JSON values of its file. Raises FormError for a condition that says nothing."""
    fill_keys(row)
    asked, more = _asked(row), row.more
    return {
        "format": FORMAT,
        "procedure": row.code,
        "title": _words(row.title, row.title_en),
        "pages": [_page(child.value, asked, more) for child in row.pages],
        **more.get("", {}),
    }


def fill_keys(row: IntakeForm) -> None:
    """A key for whatever has none, from its name; from then on it stays, whatever it is called.

    What conditions and formulas call by its name is called by its key from then on, too."""
    pages = [child.value for child in row.pages]
    _name(pages, "title")
    sections = [section for page in pages for section in page["sections"]]
    _name(sections, "title")
    for section in sections:
        _name(section["fields"], "label")
        for field in section["fields"]:
            _name(field["options"], "label")
    _lead_to_keys(sections)


def _lead_to_keys(sections: Sequence[Any]) -> None:
    """A field is found by what it asks: in the section that speaks of it first, else where only one asks that."""
    by_name: dict[str, dict[str, str]] = {}  # from name to places, by the key of their section
    for section in sections:
        for field in section["fields"]:
            by_name.setdefault(_folded(field["label"]), {})[section["key"]] = f"{section['key']}.{field['key']}"
    for section in sections:

        def led(called: str, own: str = section["key"]) -> str:
            places = by_name.get(_folded(called), {})
            alone = next(iter(places.values())) if len(places) == 1 else called
            return places.get(own, alone)

        for part in (section, *section["fields"]):
            for when in (part.get("show_when"), part.get("require_when")):
                for condition in when["conditions"] if when else ():
                    condition["field"] = led(condition["field"] or "")
        for field in section["fields"]:
            computed = field["computed"]
            computed["parts"] = "\n".join(map(led, (computed["parts"] or "").splitlines()))


def _folded(name: str | None) -> str:
    return " ".join((name or "").split()).casefold().rstrip("?: ")


def _name(parts: Sequence[Any], title: str) -> None:
    taken = {part["key"] for part in parts if part.get("key")}
    for part in parts:
        if part.get("key"):
            continue
        begun = re.sub(r"^[^a-z]+", "", slug(part[title] or "").replace("-", "_"))[:36].rstrip("_") or "muc"
        key, number = begun, 1
        while key in taken:
            number += 1
            key = f"{begun}_{number}"
        part["key"] = key
        taken.add(key)


@dataclass(frozen=True)
class _Asked:
    """What a condition may ask of a field: its kind, and its options by name and by key."""

    kind: str
    options: Mapping[str, str]

    def value(self, text: str) -> Any:
        """What an editor wrote, as an answer to the field has it."""
        lowered = text.strip().lower()
        if self.kind in {Kind.YES_NO, Kind.DECLARATION} and lowered in YES | NO:
            return lowered in YES
        if self.kind in {Kind.NUMBER, Kind.DONG} and re.fullmatch(r"-?\d+(\.\d+)?", text.strip()):
            return float(text) if "." in text else int(text)
        return self.options.get(text, text)


NOT_ASKED = _Asked("", {})


def _asked(row: IntakeForm) -> Mapping[str, _Asked]:
    found = {}
    for child in row.pages:
        for section in child.value["sections"]:
            for field in section["fields"]:
                by_name = {option["label"]: option["key"] for option in field["options"]}
                by_key = {option["key"]: option["key"] for option in field["options"]}
                found[f"{section['key']}.{field['key']}"] = _Asked(str(field["kind"]), by_name | by_key)
    return found


def _page(page: Any, asked: Mapping[str, _Asked], more: JSON) -> JSON:
    return {
        "key": page["key"],
        "title": _words(page["title"], page["title_en"]),
        "sections": [_section(section, asked, more) for section in page["sections"]],
        **more.get(f"page:{page['key']}", {}),
    }


def _section(section: Any, asked: Mapping[str, _Asked], more: JSON) -> JSON:
    key = section["key"]
    return _said(
        {
            "key": key,
            "title": _words(section["title"], section["title_en"]),
            "help": _words(section["help"], section["help_en"]),
            "repeat": {"least": section["least"] or 0, "most": section["most"] or 10} if section["repeats"] else None,
            "show_when": _when(section["show_when"], asked, key),
            "fields": [_field(field, key, asked, more) for field in section["fields"]],
            **more.get(f"section:{key}", {}),
        }
    )


def _field(field: Any, section: str, asked: Mapping[str, _Asked], more: JSON) -> JSON:
    place = f"{section}.{field['key']}"
    return _said(
        {
            "key": field["key"],
            "kind": str(field["kind"]),
            "label": _words(field["label"], field["label_en"]),
            "help": _words(field["help"], field["help_en"]),
            "required": bool(field["required"]),
            "pattern": field["pattern"] or "",
            "show_when": _when(field["show_when"], asked, place),
            "require_when": _when(field["require_when"], asked, place),
            "computed": _computed(field["computed"], place),
            "prefill": field["prefill"] or None,
            "options": [
                {
                    "key": option["key"],
                    "label": _words(option["label"], option["label_en"]),
                    **more.get(f"{place}#{option['key']}", {}),
                }
                for option in field["options"]
            ],
            "least": _number(field["least"]),
            "most": _number(field["most"]),
            "whole": bool(field["whole"]),
            "when": field["when"] or None,
            "types": list(field["types"] or []),
            "size": round(field["megabytes"] * MEGABYTE) if field["megabytes"] else None,
            **more.get(place, {}),
        }
    )


def _said(raw: JSON) -> JSON:
    return {key: value for key, value in raw.items() if value not in (None, "", [], {}) and value is not False}


def _words(vi: str | None, en: str | None) -> JSON:
    return _said({"vi": (vi or "").strip(), "en": (en or "").strip()})


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _when(value: Any, asked: Mapping[str, _Asked], place: str) -> JSON | None:
    if (value["other"] or "").strip():
        return _json(value["other"], place)
    parts = [_condition(each, asked, place) for each in value["conditions"]]
    return {value["join"]: parts} if len(parts) > 1 else next(iter(parts), None)


def _condition(value: Any, asked: Mapping[str, _Asked], place: str) -> JSON:
    field, test = value["field"].strip(), value["test"]
    if test in {ANSWERED, NOT_ANSWERED}:
        found: JSON = {"field": field, "is_answered": True}
    else:
        of_field = asked.get(field, NOT_ASKED)
        values = [of_field.value(line.strip()) for line in (value["values"] or "").splitlines() if line.strip()]
        if not values:
            raise FormError(_("%(place)s: điều kiện về %(field)s chưa có giá trị.") % {"place": place, "field": field})
        found = {"field": field, "is": values[0]} if len(values) == 1 else {"field": field, "is_one_of": values}
    return {"not": found} if test in {IS_NOT, NOT_ANSWERED} else found


def _computed(value: Any, place: str) -> JSON | None:
    if (value["other"] or "").strip():
        return _json(value["other"], place)
    if not value["formula"]:
        return None
    lines = [line.strip() for line in (value["parts"] or "").splitlines() if line.strip()]
    if value["formula"] == COUNT:
        return {COUNT: lines[0] if lines else ""}
    return {value["formula"]: [NUMBER.value(line) for line in lines]}


NUMBER = _Asked(Kind.NUMBER, {})


def _json(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise FormError(_("%(place)s: phần viết bằng JSON không đọc được.") % {"place": place}) from None


# -- To the desk ------------------------------------------------------------------------------------------------------


def fill(row: IntakeForm, form: Form) -> None:
    """Put a form in the place of what the row holds, without saving it; its procedure stays."""
    data = written(form)
    row.title, row.title_en = form.title.vi, form.title.en
    row.more = _more(form)
    asked = {
        place: _Asked(str(field.kind), {option.key: option.key for option in field.options})
        for place, (_section, field) in form.places.items()
    }
    pages = [{"type": "page", "value": _page_block(page, asked)} for page in data["pages"]]
    row.pages = json.dumps(pages)


def _more(form: Form) -> JSON:
    found = {"": form.more}
    for page in form.pages:
        found[f"page:{page.key}"] = page.more
    for section in form.sections:
        found[f"section:{section.key}"] = section.more
    for place, (_section, field) in form.places.items():
        found[place] = field.more
        found |= {f"{place}#{option.key}": option.more for option in field.options}
    return {place: dict(more) for place, more in found.items() if more}


def _page_block(page: JSON, asked: Mapping[str, _Asked]) -> JSON:
    sections = [_section_block(section, asked) for section in page.get("sections", [])]
    return {"key": page["key"], **_titles(page, "title"), "sections": sections}


def _section_block(section: JSON, asked: Mapping[str, _Asked]) -> JSON:
    return {
        "key": section["key"],
        **_titles(section, "title"),
        **_titles(section, "help"),
        "repeats": "repeat" in section,
        **section.get("repeat", {}),
        "show_when": _when_block(section.get("show_when"), asked),
        "fields": [_field_block(field, asked) for field in section.get("fields", [])],
    }


def _field_block(field: JSON, asked: Mapping[str, _Asked]) -> JSON:
    plain = ("key", "kind", "required", "pattern", "prefill", "least", "most", "whole", "when", "types")
    return {
        **{name: field[name] for name in plain if name in field},
        **_titles(field, "label"),
        **_titles(field, "help"),
        "options": [{"key": option["key"], **_titles(option, "label")} for option in field.get("options", [])],
        "megabytes": field["size"] / MEGABYTE if "size" in field else None,
        "computed": _computed_block(field.get("computed")),
        "show_when": _when_block(field.get("show_when"), asked),
        "require_when": _when_block(field.get("require_when"), asked),
    }


def _titles(raw: JSON, name: str) -> JSON:
    told = raw.get(name, {})
    return {name: told.get("vi", ""), f"{name}_en": told.get("en", "")}


def _when_block(condition: JSON | None, asked: Mapping[str, _Asked]) -> JSON:
    """In words where editors' words say the same, else as JSON."""
    if condition is None:
        return {"join": "all", "conditions": [], "other": ""}
    join = next((name for name in ("all", "any") if name in condition), "all")
    parts = condition.get(join, [condition])
    told = {"join": join, "conditions": [_condition_block(part) for part in parts], "other": ""}
    if _same(lambda: _when(told, asked, ""), condition):
        return told
    return {"join": "all", "conditions": [], "other": json.dumps(condition, ensure_ascii=False)}


def _condition_block(condition: JSON) -> JSON:
    denied, inner = "not" in condition, condition.get("not", condition)
    if "is_answered" in inner:
        return {"field": inner.get("field", ""), "test": NOT_ANSWERED if denied else ANSWERED, "values": ""}
    values = inner.get("is_one_of", [inner.get("is", "")])
    told = [("có" if value else "không") if isinstance(value, bool) else str(value) for value in values]
    return {"field": inner.get("field", ""), "test": IS_NOT if denied else IS, "values": "\n".join(told)}


def _computed_block(formula: JSON | None) -> JSON:
    if formula is None:
        return {"formula": "", "parts": "", "other": ""}
    ((name, parts),) = formula.items()
    told = {"formula": name, "parts": parts if name == COUNT else "\n".join(map(str, parts)), "other": ""}
    if _same(lambda: _computed(told, ""), formula):
        return told
    return {"formula": "", "parts": "", "other": json.dumps(formula, ensure_ascii=False)}


def _same(made: Callable[[], Any], wanted: JSON) -> bool:
    try:
        # As text, since True and 1 are two values there.
        return json.dumps(made(), sort_keys=True) == json.dumps(wanted, sort_keys=True)
    except FormError:
        return False
