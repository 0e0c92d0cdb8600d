"""All that is wrong with a form, as sentences for its editor."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import jsonschema_rs
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..codes import CODE
from ..drafts import Problem
from . import patterns
from .definition import FILE_TYPES, Field, Form, Kind, Page, Prefill, Section, Text
from .limits import KEY, LABEL, MOST
from .referring import NUMBERS, Found, is_countable, wrong_in_computed, wrong_in_condition

BOUNDED = {Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DONG, Kind.SEVERAL, Kind.FILE}
COUNTED = BOUNDED - {Kind.NUMBER, Kind.DONG}
# What may be said of which kinds, beyond what may be said of all.
SAID = {
    "pattern": {Kind.TEXT},
    "options": {Kind.CHOICE, Kind.SEVERAL},
    "least": BOUNDED,
    "most": BOUNDED,
    "whole": {Kind.NUMBER},
    "when": {Kind.DATE},
    "types": {Kind.FILE},
    "size": {Kind.FILE},
    "computed": NUMBERS,
}
FILLED = {
    Prefill.NAME: {Kind.NAME, Kind.TEXT},
    Prefill.ID_NUMBER: {Kind.ID_NUMBER},
    Prefill.BIRTH_DATE: {Kind.DATE},
    Prefill.PHONE: {Kind.PHONE},
    Prefill.EMAIL: {Kind.EMAIL},
    Prefill.ADDRESS: {Kind.ADDRESS},
}


def problems(form: Form) -> list[Problem]:
    """Everything at once, in the order of the form; warnings do not stop a release. The place is in `field`."""
    found = [Problem(form.procedure, place, message) for place, message in _of_form(form)]
    found += [Problem(form.procedure, place, message, is_warning=True) for place, message in _warnings(form)]
    return found


def _of_form(form: Form) -> Found:
    try:
        CODE(form.procedure)
    except ValidationError as error:
        yield "procedure", error.messages[0]
    yield from _label(form.title, "title")
    yield from _doubles((page.key for page in form.pages), "pages")
    yield from _doubles((section.key for section in form.sections), "pages")
    for what, count in (
        ("pages", len(form.pages)),
        ("sections", len(form.sections)),
        ("fields", sum(len(section.fields) for section in form.sections)),
    ):
        if not count:
            yield "pages", _("Mẫu chưa có trang, phần hoặc trường nào.")
            return
        if count > MOST[what]:
            yield "pages", _("Mẫu có quá nhiều trang, phần hoặc trường: nhiều nhất %(most)d.") % {"most": MOST[what]}
            return
    if len(form.by_key) < len(form.sections):
        return  # no reference is sure
    for page in form.pages:
        yield from _of_page(form, page)


def _of_page(form: Form, page: Page) -> Found:
    yield from _key(page.key, page.key or "pages")
    yield from _label(page.title, page.key)
    if not page.sections:
        yield page.key, _("Trang chưa có phần nào.")
    for section in page.sections:
        place = section.key or page.key
        yield from _key(section.key, place)
        yield from _label(section.title, place)
        yield from _help(section.help, place)
        if not section.fields:
            yield place, _("Phần chưa có trường nào.")
        repeat = section.repeat
        if repeat and not 0 <= repeat.least <= repeat.most <= MOST["repeats"]:
            yield (
                place,
                _("Số lần lặp lại: từ 0 đến %(most)d, ít nhất không lớn hơn nhiều nhất.") % {"most": MOST["repeats"]},
            )
        if repeat and repeat.most < 1:
            yield place, _("Phần lặp lại phải cho phép ít nhất một lần.")
        if section.show_when:
            yield from wrong_in_condition(form, section, None, section.show_when, f"{place}.show_when")
        yield from _doubles((field.key for field in section.fields), place)
        if len({field.key for field in section.fields}) == len(section.fields):
            for field in section.fields:
                yield from _of_field(form, section, field)


def _of_field(form: Form, section: Section, field: Field) -> Found:
    place = f"{section.key}.{field.key}"
    yield from _key(field.key, place)
    yield from _label(field.label, place)
    yield from _help(field.help, place)
    for name, kinds in SAID.items():
        value = getattr(field, name)
        if value is not None and value not in ("", (), False) and field.kind not in kinds:
            yield place, _("“%(name)s” không dùng cho loại trường này.") % {"name": name}
    yield from _bounds(field, place)
    yield from _options(field, place)
    if not set(field.types) <= FILE_TYPES.keys():
        yield place, _("Loại tệp chỉ có thể là %(types)s.") % {"types": ", ".join(FILE_TYPES)}
    if field.pattern and not is_pattern(field.pattern):
        yield place, _("Mẫu ký tự không dùng được: chỉ dùng cú pháp RE2, không nhìn trước sau, không tham chiếu nhóm.")
    if field.prefill and field.kind not in FILLED[field.prefill]:
        yield place, _("Không điền sẵn được điều này vào loại trường này.")
    if field.prefill and section.repeat:
        yield place, _("Không điền sẵn trong phần lặp lại.")
    if field.required and field.require_when:
        yield place, _("Trường đã bắt buộc thì không cần điều kiện bắt buộc.")
    if not field.is_asked and (field.required or field.require_when or field.prefill):
        yield place, _("Trường không do người nộp điền thì không bắt buộc và không điền sẵn.")
    for name in ("show_when", "require_when"):
        if condition := getattr(field, name):
            yield from wrong_in_condition(form, section, field, condition, f"{place}.{name}")
    if (
        field.show_when
        and field.require_when
        and section.repeat
        and not is_countable(field.show_when, field.require_when)
    ):
        yield place, _("Điều kiện quá phức tạp: hãy tách thành nhiều trường.")
    if field.computed:
        yield from wrong_in_computed(form, section, field, field.computed, place)


def _bounds(field: Field, place: str) -> Found:
    least, most = field.least, field.most
    if least is not None and most is not None and least > most:
        yield place, _("Ít nhất không được lớn hơn nhiều nhất.")
    for bound in (least, most):
        if bound is None:
            continue
        if (field.kind in COUNTED or field.kind == Kind.DONG or field.whole) and not isinstance(bound, int):
            yield place, _("Giới hạn phải là số nguyên.")
        top = {Kind.SEVERAL: len(field.options)}.get(field.kind, MOST.get(field.kind, MOST["value"]))
        low = -MOST["value"] if field.kind == Kind.NUMBER else 0 if field.kind == Kind.DONG else 1
        if not low <= bound <= top:
            yield place, _("Giới hạn phải từ %(low)s đến %(top)s.") % {"low": low, "top": top}
    if field.size is not None and not (isinstance(field.size, int) and 1 <= field.size <= MOST["size"]):
        yield place, _("Cỡ tệp nhiều nhất %(most)d MB.") % {"most": MOST["size"] // 1_000_000}


def _options(field: Field, place: str) -> Found:
    if field.kind not in SAID["options"]:
        return
    if not field.options:
        yield place, _("Chưa có lựa chọn nào.")
    if len(field.options) > MOST["options"]:
        yield place, _("Quá nhiều lựa chọn: nhiều nhất %(most)d.") % {"most": MOST["options"]}
    yield from _doubles((option.key for option in field.options), place)
    for option in field.options:
        yield from _key(option.key, place)
        yield from _label(option.label, f"{place}.{option.key}")


# -- Small ones -------------------------------------------------------------------------------------------------------


def is_pattern(pattern: str) -> bool:
    if not patterns.is_safe(pattern):
        return False
    try:
        jsonschema_rs.Draft202012Validator(
            {"pattern": patterns.whole(pattern)}, pattern_options=jsonschema_rs.RegexOptions()
        )
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return True


def _key(key: str, place: str) -> Found:
    if not KEY.fullmatch(key) or key == "constructor":  # which every object of JavaScript has
        yield (
            place,
            _("Khóa “%(key)s”: dùng chữ thường không dấu, số và _, bắt đầu bằng chữ, nhiều nhất 40 ký tự.")
            % {"key": key[:60]},
        )


def _label(text: Text, place: str) -> Found:
    if not text.vi.strip():
        yield place, _("Chưa có tên bằng tiếng Việt.")
    if max(len(text.vi), len(text.en)) > LABEL:
        yield place, _("Tên dài quá %(most)d ký tự.") % {"most": LABEL}


def _help(text: Text, place: str) -> Found:
    if max(len(text.vi), len(text.en)) > MOST["help"]:
        yield place, _("Hướng dẫn dài quá %(most)d ký tự.") % {"most": MOST["help"]}


def _doubles(keys: Iterable[str], place: str) -> Found:
    for key, count in Counter(keys).items():
        if count > 1:
            yield place, _("Khóa “%(key)s” được dùng %(count)d lần.") % {"key": key, "count": count}


def _warnings(form: Form) -> Found:
    for place, more in _kept(form):
        for name in more:
            yield (
                place,
                _("Hệ thống này không biết “%(name)s”: giữ nguyên trong tệp, không dùng.") % {"name": str(name)[:60]},
            )
    if form.title.en:
        for place, text in _texts(form):
            if text.vi and not text.en:
                yield place, _("Chưa có tiếng Anh.")


def _kept(form: Form) -> Iterator[tuple[str, Sequence[str]]]:
    yield "", list(form.more)
    for page in form.pages:
        yield page.key, list(page.more)
        for section in page.sections:
            yield section.key, list(section.more)
    for place, (_section, field) in form.places.items():
        yield place, [*field.more, *(name for option in field.options for name in option.more)]


def _texts(form: Form) -> Iterator[tuple[str, Text]]:
    for page in form.pages:
        yield page.key, page.title
        for section in page.sections:
            yield section.key, section.title
            yield section.key, section.help
    for place, (_section, field) in form.places.items():
        yield place, field.label
        yield place, field.help
        for option in field.options:
            yield f"{place}.{option.key}", option.label
