"""What differs between two forms, place by place, as an editor reads it before releasing the newer one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .definition import Form, Page, Section
from .reading import JSON
from .writing import written, written_condition, written_field, written_text


@dataclass(frozen=True)
class Difference:
    """`place` is "" for the form, a page's or section's key, or "section.field"; `what` is the key that differs, ""
    where the whole place came or went. `before` and `after` are JSON values, None where there was nothing."""

    place: str
    what: str
    before: Any
    after: Any

    @property
    def told(self) -> str:
        """One line."""
        if not self.what:
            return (_("Thêm: %(place)s") if self.before is None else _("Bỏ: %(place)s")) % {
                "place": _named(self.place, self.after or self.before)
            }
        words = {
            "place": self.place,
            "what": _label(self.what),
            "before": _said(self.before),
            "after": _said(self.after),
        }
        line = _("%(place)s: %(what)s: %(before)s → %(after)s") % words
        return line.removeprefix(": ")


def differences(before: Form, after: Form) -> list[Difference]:
    """In the order of the newer form, what went at the end. The same form gives none."""
    return [
        *_changed("", _of_form(before), _of_form(after)),
        *_listed(
            {page.key: _of_page(page) for page in before.pages}, {page.key: _of_page(page) for page in after.pages}
        ),
        *_listed(
            {section.key: _of_section(section) for section in before.sections},
            {section.key: _of_section(section) for section in after.sections},
        ),
        *_listed(_fields(before), _fields(after)),
    ]


def _listed(before: Mapping[str, JSON], after: Mapping[str, JSON]) -> Iterator[Difference]:
    for place, held in after.items():
        if place in before:
            yield from _changed(place, before[place], held)
        else:
            yield Difference(place, "", None, held)
    for place, held in before.items():
        if place not in after:
            yield Difference(place, "", held, None)


def _changed(place: str, before: JSON, after: JSON) -> Iterator[Difference]:
    for what in dict.fromkeys((*before, *after)):
        if before.get(what) != after.get(what):
            yield Difference(place, what, before.get(what), after.get(what))


def _of_form(form: Form) -> JSON:
    raw = {key: value for key, value in written(form).items() if key not in {"pages", "format", "readable_from"}}
    return {**raw, "order": [page.key for page in form.pages]}


def _of_page(page: Page) -> JSON:
    return {"title": written_text(page.title), "order": [section.key for section in page.sections], **page.more}


def _of_section(section: Section) -> JSON:
    return {
        "title": written_text(section.title),
        "help": written_text(section.help),
        "repeat": {"least": section.repeat.least, "most": section.repeat.most} if section.repeat else None,
        "show_when": section.show_when and written_condition(section.show_when),
        "order": [field.key for field in section.fields],
        **section.more,
    }


def _fields(form: Form) -> dict[str, JSON]:
    return {place: written_field(field) for place, (_section, field) in form.places.items()}


def _label(what: str) -> str:
    """What the key is called at the desk; the key itself where a later version of the product wrote it."""
    return {
        "procedure": _("Mã thủ tục"),
        "title": _("Tên"),
        "order": _("Thứ tự"),
        "kind": _("Loại trường"),
        "label": _("Tên"),
        "help": _("Hướng dẫn điền"),
        "required": _("Bắt buộc"),
        "pattern": _("Mẫu ký tự"),
        "show_when": _("Hiện khi"),
        "require_when": _("Bắt buộc khi"),
        "computed": _("Được tính"),
        "prefill": _("Điền sẵn"),
        "options": _("Lựa chọn"),
        "least": _("Ít nhất"),
        "most": _("Nhiều nhất"),
        "whole": _("Số nguyên"),
        "when": _("Ngày nào"),
        "types": _("Loại tệp"),
        "size": _("Cỡ tệp"),
        "repeat": _("Lặp lại"),
    }.get(what, what)


def _named(place: str, held: JSON) -> str:
    text = held.get("label") or held.get("title") or {}
    return f"{text.get('vi', '')} ({place})".strip()


def _said(value: Any) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, Mapping) and value.keys() <= {"vi", "en"}:
        return " / ".join(value.values())
    if isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
