"""Answers in words, as an officer reads them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from register.forms.definition import Kind
from register.phrases import money, number


@dataclass(frozen=True)
class Shown:
    """`files` are keys and names where the answer is files."""

    label: str
    text: str
    files: Sequence[tuple[str, str]] = ()


def shown(ui: dict[str, Any], section: dict[str, Any], part: dict[str, Any], locale: str) -> list[Shown]:
    """What is answered of a section, in order. `ui` is of the language asked for."""
    with translation.override(locale):
        return [
            Shown(field["label"], "", [(each["id"], each["name"]) for each in value])
            if field["kind"] == Kind.FILE
            else Shown(field["label"], _words(ui, field, value, locale))
            for field in section["fields"]
            if (value := part.get(field["key"])) is not None
        ]


def _words(ui: dict[str, Any], field: dict[str, Any], value: Any, locale: str) -> str:
    options = {each["key"]: each["label"] for each in field.get("options", [])}
    match field["kind"]:
        case Kind.CHOICE:
            return str(options.get(value, value))
        case Kind.SEVERAL:
            return ", ".join(str(options.get(each, each)) for each in value)
        case Kind.YES_NO:
            return _("Có") if value else _("Không")
        case Kind.DECLARATION:
            return _("Đồng ý")
        case Kind.DATE:
            return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
        case Kind.DONG:
            return money(value, locale)
        case Kind.NUMBER:
            return number(value, locale)
        case Kind.ADDRESS:
            return _address(ui, value)
        case Kind.BANK_ACCOUNT:
            return f"{value['number']} – {value['holder']} – {value['bank']}"
    return str(value)


def _address(ui: dict[str, Any], value: dict[str, str]) -> str:
    own = ui.get("province", {"key": "", "label": "", "communes": []})
    communes = {each["key"]: each["label"] for each in own["communes"]}
    province = own["label"] if value["province"] == own["key"] else value["province"]
    return ", ".join([value["detail"], communes.get(value["commune"], value["commune"]), province])
