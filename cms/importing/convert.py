"""From one source record to the fields of a draft. The source's text stays verbatim; what is odd is flagged."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from register.words import AgencyRole, Audience, ComponentKind, ProcedureKind

from ..drafting import listed, stream
from .line import KNOWN, PARTS, successors_of

Flag = tuple[str, str, str]  # field, the odd piece of text, why

KINDS = {label: key for key, label in ProcedureKind.choices}
AUDIENCES = {label.lower(): key for key, label in Audience.choices} | {
    "tổ chức (không bao gồm doanh nghiệp, htx)": "organization",
    "doanh nghiệp việt nam": "business",
    "người nước ngoài cư trú tại việt nam": "foreigner",
}
# Headings of groups of components that tell what the papers below are; nothing else is guessed.
HEADINGS = {
    "lưu ý": ComponentKind.NOTE,
    "giấy tờ phải xuất trình": ComponentKind.PRESENT,
    "giấy tờ phải nộp": ComponentKind.SUBMIT,
}
MONEY = re.compile(r"\d[\d.,]*\s*(?:việt nam đồng|đồng|vnđ|vnd)", re.IGNORECASE)
FOOTNOTE = re.compile(r"(?:^|\s)\d+(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])")
LEGAL_NUMBER = re.compile(r"^\d+[a-z]?/\d{4}/[A-ZĐ0-9\-–]*[A-ZĐ]\d{0,2}$|^\d+/[A-ZĐ\-]+$", re.IGNORECASE)
STRAY_DIGITS = re.compile(r"[A-ZĐ]{2,}\d{2,}$")
STEP = re.compile(r"^[\s\-+*]*Bước\s+\d+", re.IGNORECASE)
MANY_PAPERS = 100


def convert(record: dict[str, Any], agency_of: Callable[[str], int | None]) -> tuple[dict[str, Any], list[Flag]]:
    """The fields of an edition (without decision, procedure, change, sector and days) and what an officer should see.

    `agency_of` tells the agency of exactly this name, or None: a fragment never becomes an agency.
    """
    flags = list(_flags(record, agency_of))
    fields = {
        "name": record.get("name", ""),
        "levels": list(dict.fromkeys(record["levels"])),
        "kind": KINDS.get(record.get("kind", ""), ""),
        "audiences": list(
            dict.fromkeys(AUDIENCES[text.lower()] for text in record.get("audiences", []) if text.lower() in AUDIENCES)
        ),
        "agencies": stream("agency", _agencies(record, agency_of)),
        "reception": record.get("reception_address", ""),
        "steps": stream("step", split_steps(record.get("steps", ""))),
        "methods": stream("method", map(_method, record.get("methods", []))),
        "components": stream("case", _cases(record.get("components", []))),
        "conditions": record.get("conditions", ""),
        "results": stream(
            "result", ({"name": each["name"], "code": each.get("code") or ""} for each in record.get("results", []))
        ),
        "legal_basis": stream(
            "act",
            (
                {"number": each.get("number") or "", "title": each.get("title") or "", "issued_on": None, "issuer": ""}
                for each in record.get("legal_basis", [])
            ),
        ),
        "successors": stream("code", successors_of(record)),
    }
    return fields, flags


def split_steps(text: str) -> list[dict[str, str]]:
    """Steps at the lines that begin with "Bước n". Titles and texts, joined by line ends, are the source again."""
    parts: list[list[str]] = []
    for line in text.split("\n"):
        if not parts or STEP.match(line):
            parts.append([])
        parts[-1].append(line)
    steps = []
    for lines in parts:
        titled = bool(STEP.match(lines[0])) and len(lines) > 1 and len(lines[0]) <= 200
        steps.append({"title": lines[0] if titled else "", "text": "\n".join(lines[titled:])})
    return [step for step in steps if step["title"] or step["text"]]


def kind_of(heading: str) -> ComponentKind:
    """Submit, present or note, as the group's heading says; submit where it says nothing."""
    return HEADINGS.get(heading.strip().strip(":.").lower(), ComponentKind.SUBMIT)


def _agencies(record: dict[str, Any], agency_of: Callable[[str], int | None]) -> Iterator[dict[str, Any]]:
    named = [(AgencyRole.PERFORMING, name) for name in record.get("agencies", [])]
    named += [
        (AgencyRole.COMPETENT, record.get("competent_authority", "")),
        (AgencyRole.COORDINATING, record.get("coordinating_agency", "")),
    ]
    for role, name in named:
        if name.strip():
            yield {"role": role, "agency": agency_of(name), "text": name, "act": ""}


def _method(method: dict[str, Any]) -> dict[str, Any]:
    duration = method.get("duration")
    limits = [{"case": "", "value": duration["value"], "unit": duration["unit"], "text": ""}] if duration else []
    return {
        "channel": method["channel"],
        "description": method.get("description") or "",
        "limits": listed(limits),
        "fees": listed(_fees(method)),
    }


def _fees(method: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Free only where the source says so and nothing there speaks of money; no amount is ever guessed."""
    fee = method.get("fee")
    if not fee:
        return
    free = fee == "free" and not MONEY.search(method.get("description") or "")
    words = fee if fee not in {"free", "see description"} else _("Xem phần mô tả")
    yield {"kind": "", "case": "", "amount": 0 if free else None, "rule": "" if free else words, "act": "", "area": ""}


def _cases(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for heading, items in groupby(components, key=lambda each: each.get("group") or ""):
        yield {
            "case": heading,
            "items": listed(
                {
                    "kind": kind_of(heading),
                    "name": item["name"],
                    "originals": item.get("originals") or 0,
                    "copies": item.get("copies") or 0,
                    "form": None,
                    "form_name": item.get("form_file") or "",
                    "note": "",
                }
                for item in items
            ),
        }


def _flags(record: dict[str, Any], agency_of: Callable[[str], int | None]) -> Iterator[Flag]:
    for key in sorted(record.keys() - KNOWN):
        yield key, str(record[key])[:2000], _("Khóa không biết: giữ nguyên để xem lại.")
    for key, shape in PARTS.items():
        for part in record.get(key, []):
            for name in sorted(part.keys() - shape.keys()):
                yield key, f"{name}: {part[name]}"[:2000], _("Khóa không biết: giữ nguyên để xem lại.")
    for name in record.get("agencies", []):
        if agency_of(name) is None:
            yield "agencies", name, _("Không khớp cơ quan nào theo tên.")
    for text in record.get("audiences", []):
        if text.lower() not in AUDIENCES:
            yield "audiences", text, _("Không có đối tượng này trong danh sách.")
    if record.get("kind") and record["kind"] not in KINDS:
        yield "kind", record["kind"], _("Không có loại này trong danh sách.")
    yield from _method_flags(record.get("methods", []))
    yield from _component_flags(record.get("components", []))
    for act in record.get("legal_basis", []):
        number = (act.get("number") or "").strip()
        if STRAY_DIGITS.search(number) or (number and not LEGAL_NUMBER.match(number)):
            yield "legal_basis", number, _("Số văn bản không đúng dạng 45/2020/NĐ-CP.")
    for result in record.get("results", []):
        if "Mã:" in result["name"]:
            yield "results", result["name"], _("Mã kết quả nằm lẫn trong tên.")


def _method_flags(methods: list[dict[str, Any]]) -> Iterator[Flag]:
    channels = [method["channel"] for method in methods]
    for channel in sorted({channel for channel in channels if channels.count(channel) > 1}):
        yield "methods", channel, _("Cách nộp lặp lại.")
    for method in methods:
        text = method.get("description") or ""
        if MONEY.search(text):
            yield "methods", text[:2000], _("Số tiền nằm trong phần mô tả.")
        if method.get("fee") == "free" and MONEY.search(text):
            yield "methods", text[:2000], _("Ghi miễn phí nhưng mô tả có số tiền.")
        if FOOTNOTE.search(text):
            yield "methods", text[:2000], _("Có số chú thích dính vào chữ.")


def _component_flags(components: list[dict[str, Any]]) -> Iterator[Flag]:
    for item in components:
        kind = kind_of(item.get("group") or "")
        if kind != ComponentKind.SUBMIT:
            yield "components", item["name"], _("Hiểu theo tiêu đề nhóm là %(kind)s.") % {"kind": kind.label}
        if (item.get("originals") or 0) > MANY_PAPERS or (item.get("copies") or 0) > MANY_PAPERS:
            yield (
                "components",
                item["name"],
                _("Số bản quá lớn: %(number)d.") % {"number": max(item.get("originals") or 0, item.get("copies") or 0)},
            )
