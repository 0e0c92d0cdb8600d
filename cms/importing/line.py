"""What one line may hold: keys, types, and the optional words of a decision."""

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext as _

from register.decision_number import slug_of
from register.words import ENDING, ChangeKind, Channel, Level, Unit

CODE = re.compile(r"^\d{1,2}\.\d{6}$")
TEXTS = (
    "code",
    "name",
    "decision_number",
    "kind",
    "sector",
    "competent_authority",
    "reception_address",
    "coordinating_agency",
    "steps",
    "conditions",
)
LISTS = ("levels", "audiences", "agencies", "methods", "components", "legal_basis", "results")
OPTIONAL = ("change", "replaced_by", "issuer", "signed_on", "effective_on")
KNOWN = {*TEXTS, *LISTS, *OPTIONAL}
PARTS: dict[str, dict[str, tuple[type, ...]]] = {
    "methods": {
        "channel": (str,),
        "duration": (dict, type(None)),
        "fee": (str, type(None)),
        "description": (str, type(None)),
    },
    "components": {
        "group": (str, type(None)),
        "name": (str,),
        "originals": (int, type(None)),
        "copies": (int, type(None)),
        "form_file": (str, type(None)),
    },
    "legal_basis": {"number": (str, type(None)), "title": (str, type(None))},
    "results": {"name": (str,), "code": (str, type(None))},
}


class LineError(Exception):
    """The line cannot be imported; the text says why and what to do."""


def check(record: Any) -> None:
    """Raise LineError for the first thing that stops this record."""
    if not isinstance(record, dict):
        raise LineError(_("Mỗi dòng phải là một đối tượng JSON."))
    for key in ("code", "decision_number"):
        if not isinstance(record.get(key), str) or not record[key].strip():
            raise LineError(_("Thiếu %(key)s.") % {"key": key})
    if not CODE.match(record["code"]):
        raise LineError(_("Mã thủ tục %(code)s không có dạng 1.001612.") % {"code": record["code"][:40]})
    if len(record["decision_number"]) > 120:
        raise LineError(_("Số quyết định dài hơn 120 ký tự."))
    try:
        slug_of(record["decision_number"])
    except ValueError:
        raise LineError(_("Số quyết định không có chữ hoặc số nào.")) from None
    for key in TEXTS:
        if not isinstance(record.get(key, ""), str):
            raise LineError(_("%(key)s phải là chữ.") % {"key": key})
        if "\x00" in record.get(key, ""):
            raise LineError(_("%(key)s có ký tự NUL.") % {"key": key})
    for key in LISTS:
        if not isinstance(record.get(key, []), list):
            raise LineError(_("%(key)s phải là danh sách.") % {"key": key})
    _check_words(record)
    _check_parts(record)


def _check_words(record: dict[str, Any]) -> None:
    change = record.get("change")
    if change is not None and change not in ChangeKind.values:
        raise LineError(_("change phải là một trong: %(values)s.") % {"values": ", ".join(ChangeKind.values)})
    if not record.get("name", "").strip() and change not in ENDING:
        raise LineError(_("Thiếu name."))
    levels = record.get("levels", [])
    if not levels or not all(level in Level.values for level in levels):
        raise LineError(_("levels phải có ít nhất một trong: %(values)s.") % {"values": ", ".join(Level.values)})
    for key in ("signed_on", "effective_on"):
        day_of(record, key)
    successors = successors_of(record)
    if change == ChangeKind.REPLACED and not successors:
        raise LineError(_("Thủ tục được thay thế phải có replaced_by."))
    if successors and change != ChangeKind.REPLACED:
        raise LineError(_("replaced_by chỉ đi cùng change = replaced."))
    if not all(isinstance(code, str) and CODE.match(code) for code in successors):
        raise LineError(_("replaced_by phải là mã thủ tục hoặc danh sách mã."))
    if not isinstance(record.get("issuer", ""), str):
        raise LineError(_("issuer phải là chữ."))


def _check_parts(record: dict[str, Any]) -> None:
    for key in ("audiences", "agencies"):
        if not all(isinstance(each, str) for each in record.get(key, [])):
            raise LineError(_("%(key)s phải là danh sách chữ.") % {"key": key})
    for key, shape in PARTS.items():
        for place, part in enumerate(record.get(key, []), 1):
            if not isinstance(part, dict):
                raise LineError(_("%(key)s thứ %(place)d phải là đối tượng.") % {"key": key, "place": place})
            for name, kinds in shape.items():
                if not isinstance(part.get(name, "" if str in kinds else None), kinds):
                    where = {"key": key, "place": place, "name": name}
                    raise LineError(_("%(key)s thứ %(place)d: %(name)s không đúng kiểu.") % where)
    for method in record.get("methods", []):
        if method.get("channel") not in Channel.values:
            raise LineError(_("channel phải là một trong: %(values)s.") % {"values": ", ".join(Channel.values)})
        duration = method.get("duration")
        if duration and (
            not isinstance(duration.get("value"), int | float)
            or duration["value"] < 0
            or duration.get("unit") not in Unit.values
        ):
            raise LineError(_("duration phải có value (số) và unit (%(values)s).") % {"values": ", ".join(Unit.values)})


def day_of(record: dict[str, Any], key: str) -> dt.date | None:
    """The ISO day under `key`, None where it is absent. Raises LineError."""
    value = record.get(key)
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise LineError(_("%(key)s phải là ngày dạng 2026-03-31.") % {"key": key}) from None


def successors_of(record: dict[str, Any]) -> list[Any]:
    """`replaced_by` as a list."""
    value = record.get("replaced_by") or []
    return [value] if isinstance(value, str) else list(value)
