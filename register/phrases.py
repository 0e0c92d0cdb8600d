"""Typed facts in words that people read, in the language of the text they stand in."""

import datetime as dt
from typing import Any

from django.utils import translation

from . import words

UNITS = {"hour": "hours", "working_day": "working days", "calendar_day": "calendar days", "month": "months"}
FEES = {"fee": "fee", "charge": "charge", "price": "price"}


def number(value: float, locale: str) -> str:
    """`8.000` and `1,5` in Vietnamese, `8,000` and `1.5` in English."""
    told = f"{value:,}" if value != int(value) else f"{int(value):,}"
    return told.translate(str.maketrans(",.", ".,")) if locale == "vi" else told


def duration(value: float, unit: str, locale: str) -> str:
    """`5 ngày làm việc`, `5 working days`."""
    return f"{number(value, locale)} {_label(words.Unit, UNITS, unit, locale).lower()}".strip()


def money(dong: int, locale: str) -> str:
    """`8.000 đồng`, `8,000 VND`."""
    return f"{number(dong, locale)} {'đồng' if locale == 'vi' else 'VND'}"


def day(on: dt.date, locale: str) -> str:
    """`01/12/2026`, `1 December 2026`."""
    return f"{on.day} {on:%B %Y}" if locale == "en" else f"{on:%d/%m/%Y}"


def limit_text(limit: dict[str, Any], locale: str) -> str:
    """`Trường hợp xác minh: 5 ngày làm việc (…)`."""
    told = ""
    if limit["value"] is not None:
        told = duration(limit["value"], limit["unit"], locale)
    if limit["text"]:
        told = f"{told} ({limit['text']})" if told else limit["text"]
    return ": ".join(part for part in (limit["case"], told) if part)


def fee_text(fee: dict[str, Any], locale: str) -> str:
    """`Lệ phí 8.000 đồng: đăng ký lại; 250/2016/TT-BTC`."""
    kind = _label(words.FeeKind, FEES, fee["kind"], locale)
    amount = money(fee["amount"], locale) if fee["amount"] is not None else ""
    rest = "; ".join(part for part in (fee["case"], fee["rule"], fee["act"], fee["area"]) if part)
    return ": ".join(part for part in (f"{kind} {amount}".strip(), rest) if part)


def paper_text(item: dict[str, Any], locale: str) -> str:
    """`Tờ khai (1 bản chính, 2 bản sao)`."""
    counts = (("bản chính", "original"), ("bản sao", "copy"))
    told = [
        f"{count} {pair[locale == 'en']}"
        for count, pair in zip((item["originals"], item["copies"]), counts, strict=True)
        if count
    ]
    return f"{item['name']} ({', '.join(told)})" if told else item["name"]


def label(choices: Any, key: str) -> str:
    """The Vietnamese word for a value of a closed list."""
    with translation.override("vi"):
        return str(choices(key).label)


def _label(choices: Any, english: dict[str, str], key: str, locale: str) -> str:
    if not key:
        return ""
    return label(choices, key) if locale == "vi" else english[key]
