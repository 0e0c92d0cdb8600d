"""A form from its one JSON file; `writing.py` makes the file.

The file says `format`, what wrote it, and `readable_from`, the lowest format that still does right by it: a product
that writes something without which a form would ask wrongly raises it. A file of a later format is therefore read
wherever it may be, keys unknown here are kept and written back, and what cannot be left out (another kind of field, of
condition, of computing) is refused with a sentence that says why.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from .conditions import All, AnyOf, Condition, Is, IsAnswered, IsOneOf, Not
from .definition import Day, Field, Form, Kind, Option, Page, Prefill, Repeat, Section, Text
from .formula import Count, Difference, Formula, Part, Product, Sum

FORMAT = 1
MOST_BYTES = 2_000_000
Read = TypeVar("Read")
JSON = dict[str, Any]


class FormError(ValueError):
    """What was given is no form that this product can read; the message says where and why, for the editor."""


def read_json(raw: bytes) -> Form:
    """A form from the bytes of its file. Raises FormError."""
    if len(raw) > MOST_BYTES:
        raise FormError(_("Tệp lớn hơn %(limit)d MB.") % {"limit": MOST_BYTES // 1_000_000})
    try:
        return read(json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse))
    except UnicodeDecodeError:
        raise FormError(_("Tệp không phải mã UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise FormError(
            _("Tệp không phải JSON hợp lệ (dòng %(line)d, cột %(column)d).")
            % {"line": error.lineno, "column": error.colno}
        ) from None
    except RecursionError:
        raise FormError(_("Tệp lồng nhau quá sâu.")) from None


def _refuse(name: str) -> None:
    raise FormError(_("%(name)s không phải là số.") % {"name": name})


def read(data: Any) -> Form:
    """A form from JSON values. Raises FormError; what is wrong with a form that can be read, `problems` tells."""
    raw = _Object(data, "")
    if (raw.number("readable_from", raw.number("format", 0) or 0) or 0) > FORMAT:
        raise FormError(
            _("Tệp do hệ thống mới hơn làm ra (định dạng %(format)s), ở đây không đọc được: hãy cập nhật hệ thống.")
            % {"format": raw.number("format", 0)}
        )
    if raw.number("format", 0) == 0:
        raise FormError(_("Tệp không phải mẫu đơn: thiếu “format”."))
    for name in ("format", "readable_from"):
        raw.take(name)
    return Form(raw.text("procedure"), raw.words("title"), raw.each("pages", _page), raw.rest)


# -- Reading ----------------------------------------------------------------------------------------------------------


class _Object:
    """A JSON object that is read key by key; what was not asked for is left in `rest`."""

    def __init__(self, data: Any, place: str) -> None:
        if not isinstance(data, dict):
            raise FormError(_("%(place)s: cần một đối tượng JSON.") % {"place": place or "JSON"})
        self.rest, self.place = dict(data), place

    def at(self, key: str) -> str:
        return f"{self.place}.{key}".lstrip(".")

    def wrong(self, key: str, sort: str) -> FormError:
        return FormError(_("%(place)s: cần %(sort)s.") % {"place": self.at(key), "sort": sort})

    def take(self, key: str, default: Any = None) -> Any:
        return self.rest.pop(key, default)

    def text(self, key: str) -> str:
        value = self.take(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, _("một chuỗi chữ"))
        return value

    def flag(self, key: str) -> bool:
        value = self.take(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true, false")
        return value

    def number(self, key: str, default: int | float | None = None) -> Any:
        """Without taking it, where it is looked at twice."""
        value = self.rest.get(key, default)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise self.wrong(key, _("một số"))
        return value

    def taken_number(self, key: str) -> Any:
        value = self.number(key)
        self.take(key)
        return value

    def words(self, key: str) -> Text:
        value = self.take(key, "")
        if isinstance(value, str):
            return Text(value)
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.wrong(key, '{"vi": "…", "en": "…"}')
        return Text(value.get("vi", ""), value.get("en", ""))

    def each(self, key: str, read: "Callable[[_Object], Read]") -> tuple[Read, ...]:
        value = self.take(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, _("một danh sách"))
        return tuple(read(_Object(part, f"{self.at(key)}[{place}]")) for place, part in enumerate(value))

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.take(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, _("một danh sách chữ"))
        return tuple(value)

    def among(self, key: str, choices: type[Read]) -> Read | None:
        value = self.take(key)
        if value is None:
            return None
        try:
            return choices(value)  # type: ignore[call-arg]
        except ValueError:
            raise _unknown(self.at(key), value) from None


def _unknown(place: str, value: Any) -> FormError:
    return FormError(
        _("%(place)s: hệ thống này không biết “%(value)s”. Hãy sửa lại, hoặc cập nhật nếu hệ thống mới hơn làm ra tệp.")
        % {"place": place, "value": str(value)[:60]}
    )


def _page(raw: _Object) -> Page:
    return Page(raw.text("key"), raw.words("title"), raw.each("sections", _section), raw.rest)


def _section(raw: _Object) -> Section:
    repeat = raw.take("repeat")
    return Section(
        key=raw.text("key"),
        title=raw.words("title"),
        help=raw.words("help"),
        fields=raw.each("fields", _field),
        repeat=_repeat(_Object(repeat, raw.at("repeat"))) if repeat is not None else None,
        show_when=_optional(raw, "show_when"),
        more=raw.rest,
    )


def _repeat(raw: _Object) -> Repeat:
    least, most = raw.number("least", 0), raw.number("most")
    if not isinstance(least, int) or not isinstance(most, int):
        raise raw.wrong("most", _("một số"))
    return Repeat(least, most)


def _field(raw: _Object) -> Field:
    kind, formula = raw.among("kind", Kind), raw.take("computed")
    if kind is None:
        raise raw.wrong("kind", ", ".join(Kind))
    return Field(
        key=raw.text("key"),
        kind=kind,
        label=raw.words("label"),
        help=raw.words("help"),
        required=raw.flag("required"),
        pattern=raw.text("pattern"),
        show_when=_optional(raw, "show_when"),
        require_when=_optional(raw, "require_when"),
        computed=_formula(formula, raw.at("computed")) if formula is not None else None,
        prefill=raw.among("prefill", Prefill),
        options=raw.each("options", lambda each: Option(each.text("key"), each.words("label"), each.rest)),
        least=raw.taken_number("least"),
        most=raw.taken_number("most"),
        whole=raw.flag("whole"),
        when=raw.among("when", Day),
        types=raw.texts("types"),
        size=raw.taken_number("size"),
        more=raw.rest,
    )


def _optional(raw: _Object, key: str) -> Condition | None:
    value = raw.take(key)
    return None if value is None else _condition(value, raw.at(key))


def _condition(data: Any, place: str) -> Condition:
    raw = _Object(data, place)
    match sorted(raw.rest):
        case ["all"] | ["any"] as names:
            (name,) = names
            parts = raw.take(name)
            if not isinstance(parts, list) or not parts:
                raise raw.wrong(name, _("một danh sách điều kiện"))
            read = tuple(_condition(part, f"{raw.at(name)}[{n}]") for n, part in enumerate(parts))
            return All(read) if name == "all" else AnyOf(read)
        case ["not"]:
            return Not(_condition(raw.take("not"), raw.at("not")))
        case ["field", "is"]:
            return Is(raw.text("field"), _value(raw.take("is"), raw.at("is")))
        case ["field", "is_one_of"]:
            values = raw.take("is_one_of")
            if not isinstance(values, list) or not values:
                raise raw.wrong("is_one_of", _("một danh sách"))
            return IsOneOf(raw.text("field"), tuple(_value(each, raw.at("is_one_of")) for each in values))
        case ["field", "is_answered"] if raw.take("is_answered") is True:
            return IsAnswered(raw.text("field"))
    raise _unknown(place, ", ".join(sorted(data)))


def _value(value: Any, place: str) -> Any:
    if not isinstance(value, str | int | float | bool):
        raise FormError(_("%(place)s: cần chữ, số, true hoặc false.") % {"place": place})
    return value


FORMULAS: dict[str, Any] = {"sum": Sum, "product": Product, "difference": Difference}


def _formula(data: Any, place: str) -> Formula:
    raw = _Object(data, place)
    name = next(iter(raw.rest), "")
    if len(raw.rest) != 1 or name not in {*FORMULAS, "count"}:
        raise _unknown(place, ", ".join(sorted(raw.rest)))
    if name == "count":
        return Count(raw.text("count"))
    parts = raw.take(name)
    if not isinstance(parts, list) or not parts:
        raise raw.wrong(name, _("một danh sách"))
    made: Formula = FORMULAS[name](tuple(_part(part, f"{raw.at(name)}[{n}]") for n, part in enumerate(parts)))
    return made


def _part(data: Any, place: str) -> Part:
    if isinstance(data, bool):
        raise _unknown(place, data)
    return data if isinstance(data, str | int | float) else _formula(data, place)
