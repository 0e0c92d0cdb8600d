"""What an error tells who fills the form in: one sentence that says what to do."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ..phrases import money, number
from .definition import FILE_TYPES, Day, Field, Form, Kind
from .limits import MOST
from .values import bounds

Path = Sequence[str | int]


def sentence(form: Form, path: Path, code: str, limit: Any, locale: str) -> str:
    """In that language. `path` leads into the answers, `limit` is the bound that was overstepped."""
    with translation.override(locale):
        field, part = place_of(form, path)
        if code in _WHOLE:
            return _whole(code)
        if field is None:
            return _of_section(form, path, code, limit, locale)
        if code == "missing" and not part:
            return _missing(field, locale)
        if code == "hidden":
            return _("“%(label)s” không cần trả lời ở trường hợp này: hãy bỏ trống.") % _label(field, locale)
        if code == "unknown":
            return _not_asked()
        return _of_part(field, part, code, limit) if part else _of_field(field, code, limit, locale)


def place_of(form: Form, path: Path) -> tuple[Field | None, tuple[str | int, ...]]:
    """The field that a path leads to, None for a section or for what is unknown; and the way on within its answer."""
    section = form.by_key.get(str(path[0])) if path else None
    rest = list(path[1:])
    if section and section.repeat and rest and isinstance(rest[0], int):
        rest = rest[1:]
    found = form.places.get(f"{path[0]}.{rest[0]}") if section and rest else None
    return (found[1], tuple(rest[1:])) if found else (None, ())


_WHOLE = {"too_deep", "too_many_parts", "too_big", "too_long_text", "text", "number"}


def _whole(code: str) -> str:
    return {
        "too_deep": _("Dữ liệu lồng nhau quá sâu: hãy mở lại mẫu và điền lại."),
        "too_many_parts": _("Danh sách quá dài: mỗi danh sách có nhiều nhất %(most)d mục.") % {"most": MOST["repeats"]},
        "too_big": _("Dữ liệu quá lớn: hãy bỏ bớt, hoặc nộp bằng tệp đính kèm."),
        "too_long_text": _("Chữ quá dài: hãy viết nhiều nhất %(most)s ký tự, hoặc nộp bằng tệp đính kèm.")
        % {"most": MOST["long_text"]},
        "text": _("Có ký tự không đọc được: hãy gõ lại."),
        "number": _("Số quá lớn hoặc không phải là số: hãy nhập lại."),
    }[code]


def _of_section(form: Form, path: Path, code: str, limit: Any, locale: str) -> str:
    section = form.by_key.get(str(path[0])) if path else None
    if section is None:
        return _not_asked() if code == "unknown" else _broken()
    label = {"label": section.title.told(locale), "limit": limit}
    match code:
        case "missing":
            return _("Hãy điền phần “%(label)s”.") % label
        case "hidden":
            return _("Phần “%(label)s” không cần điền ở trường hợp này: hãy bỏ trống.") % label
        case "too_few":
            return _("Hãy điền phần “%(label)s” ít nhất %(limit)s lần.") % label
        case "too_many":
            return _("Phần “%(label)s” điền được nhiều nhất %(limit)s lần: hãy bỏ bớt.") % label
        case "unknown":
            return _not_asked()
    return _broken()


def _not_asked() -> str:
    return _("Mẫu không hỏi điều này: hãy bỏ đi.")


def _broken() -> str:
    return _("Dữ liệu không đúng dạng của mẫu: hãy mở lại mẫu và điền lại.")


def _label(field: Field, locale: str) -> dict[str, str]:
    return {"label": _short(field.label.told(locale))}


def _short(label: str, most: int = 120) -> str:
    return label if len(label) <= most else f"{label[:most].rsplit(' ', 1)[0]}…"


def _missing(field: Field, locale: str) -> str:
    words = _label(field, locale)
    match field.kind:
        case Kind.CHOICE | Kind.SEVERAL | Kind.YES_NO:
            return _("Hãy chọn “%(label)s”.") % words
        case Kind.FILE:
            return _("Hãy đính kèm “%(label)s”.") % words
        case Kind.DECLARATION:
            return _("Hãy đọc và đánh dấu đồng ý: “%(label)s”.") % words
    return _("Hãy điền “%(label)s”.") % words


def _of_field(field: Field, code: str, limit: Any, locale: str) -> str:
    bound = money(limit, locale) if field.kind == Kind.DONG and limit is not None else limit
    if isinstance(bound, int | float):
        bound = number(bound, locale)
    words = _label(field, locale) | {"limit": bound}
    match code:
        case "too_short" if limit is not None and limit > 1 and field.kind != Kind.NAME:
            return _("“%(label)s”: hãy viết ít nhất %(limit)s ký tự.") % words
        case "too_long":
            return _("“%(label)s”: hãy viết nhiều nhất %(limit)s ký tự.") % words
        case "too_small":
            return _("“%(label)s” phải từ %(limit)s trở lên.") % words
        case "too_large":
            return _("“%(label)s” nhiều nhất là %(limit)s.") % words
        case "too_few":
            return _few(field) % words
        case "too_many":
            return _many(field) % words
        case "twice":
            return _("“%(label)s”: có mục được chọn hai lần, hãy bỏ bớt một.") % words
        case "choice":
            return _("“%(label)s”: hãy chọn trong danh sách.") % words
        case "agree":
            return _("Hãy đọc và đánh dấu đồng ý: “%(label)s”.") % words
    return f"{_short(field.label.told(locale))}: {_form_of(field)}"


def _few(field: Field) -> str:
    if field.kind == Kind.FILE:
        return _("“%(label)s”: hãy đính kèm ít nhất %(limit)s tệp.")
    return _("“%(label)s”: hãy chọn ít nhất %(limit)s mục.")


def _many(field: Field) -> str:
    if field.kind == Kind.FILE:
        return _("“%(label)s”: đính kèm được nhiều nhất %(limit)s tệp.")
    return _("“%(label)s”: chọn được nhiều nhất %(limit)s mục.")


def _form_of(field: Field) -> str:
    """What an answer of the kind looks like."""
    if field.kind == Kind.DATE and field.when == Day.PAST:
        return _("hãy ghi một ngày có thật, không sau hôm nay, như 31/03/2026.")
    if field.kind == Kind.DATE and field.when == Day.FUTURE:
        return _("hãy ghi một ngày có thật, không trước hôm nay, như 31/03/2026.")
    return {
        Kind.TEXT: _("hãy ghi đúng dạng yêu cầu, trên một dòng.") if field.pattern else _("hãy viết trên một dòng."),
        Kind.LONG_TEXT: _("hãy viết bằng chữ."),
        Kind.NUMBER: _("hãy ghi một số nguyên.") if field.whole else _("hãy ghi một số."),
        Kind.DONG: _("hãy ghi số tiền bằng đồng, chỉ gồm chữ số."),
        Kind.DATE: _("hãy ghi một ngày có thật, như 31/03/2026."),
        Kind.CHOICE: _("hãy chọn trong danh sách."),
        Kind.SEVERAL: _("hãy chọn trong danh sách."),
        Kind.YES_NO: _("hãy chọn có hoặc không."),
        Kind.NAME: _("hãy ghi họ, chữ đệm và tên, chỉ gồm chữ cái."),
        Kind.ID_NUMBER: _("hãy ghi đủ 12 số như trên thẻ căn cước; 3 số đầu là mã nơi đăng ký khai sinh."),
        Kind.PHONE: _("hãy ghi số điện thoại có 10 hoặc 11 số, như 0912 345 678."),
        Kind.EMAIL: _("hãy ghi địa chỉ thư điện tử, như hoa@lamson.example."),
        Kind.ADDRESS: _("hãy chọn tỉnh, xã và ghi số nhà, đường, thôn."),
        Kind.BANK_ACCOUNT: _("hãy ghi ngân hàng, số tài khoản và chủ tài khoản."),
        Kind.FILE: _("hãy đính kèm lại tệp."),
        Kind.DECLARATION: _("hãy đọc và đánh dấu đồng ý."),
        Kind.INFORMATION: _("hãy bỏ trống."),
    }[field.kind]


def _of_part(field: Field, part: Path, code: str, limit: Any) -> str:
    """Of an address, an account or a file."""
    last = part[-1] if isinstance(part[-1], str) else ""
    if field.kind == Kind.SEVERAL:
        return _("Hãy chọn trong danh sách.")
    if field.kind == Kind.FILE:
        if last == "type":
            types = ", ".join(field.types or FILE_TYPES)
            return _("Loại tệp này không nhận được: hãy dùng %(types)s.") % {"types": types}
        if last == "size" and code == "too_large":
            most = bounds(field)["size"] / 1_000_000
            return _("Tệp quá lớn: mỗi tệp nhiều nhất %(most)g MB.") % {"most": most}
        return _("Hãy đính kèm lại tệp này.")
    return {
        "province": _("Hãy chọn tỉnh, thành phố."),
        "commune": _("Hãy chọn xã, phường trong danh sách."),
        "detail": _("Hãy ghi số nhà, đường, thôn, tổ dân phố, trên một dòng."),
        "bank": _("Hãy ghi tên ngân hàng."),
        "number": _("Hãy ghi số tài khoản: từ 6 đến 24 chữ số hoặc chữ cái in hoa."),
        "holder": _("Hãy ghi tên chủ tài khoản, chỉ gồm chữ cái."),
    }.get(last, _broken())
