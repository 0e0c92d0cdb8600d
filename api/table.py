"""The flat table of `procedures.csv`: one row a procedure, typed cells, for spreadsheets.

UTF-8 with a byte order mark, without which Excel shows Vietnamese letters broken; commas and CRLF as RFC 4180 has them.
Texts stand in quotes and numbers do not. A text that a spreadsheet would carry out as a formula gets an apostrophe.
"""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

from register.cells import Cell, safe
from register.document import is_free
from register.phrases import fee_text, limit_text, paper_text

BOM = "\ufeff"
Facts = dict[str, Any]


def _role(role: str) -> Callable[[Facts], str]:
    return lambda told: _lines(
        (part["agency"] or {}).get("name") or part["text"]
        for part in told["edition"]["agencies"]
        if part["role"] == role
    )


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _list(parts: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(parts))


def _flag(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"


def _limits(told: Facts) -> str:
    locale = told["edition"]["locale"]
    return _lines(
        f"{method['channel']}: {limit_text(limit, locale)}"
        for method in told["edition"]["methods"]
        for limit in method["limits"]
    )


def _fees(told: Facts) -> str:
    locale = told["edition"]["locale"]
    return _lines(
        f"{method['channel']}: {fee_text(fee, locale)}"
        for method in told["edition"]["methods"]
        for fee in method["fees"]
    )


def _lowest(told: Facts) -> Cell:
    amounts = [fee["amount"] for method in told["edition"]["methods"] for fee in method["fees"]]
    known = [amount for amount in amounts if amount is not None]
    return min(known) if known else ""


def _components(told: Facts) -> str:
    locale = told["edition"]["locale"]
    return _lines(
        f"{group['case']}: {paper_text(item, locale)}" if group["case"] else paper_text(item, locale)
        for group in told["edition"]["components"]
        for item in group["items"]
    )


# Name of the column and what stands in it; docs/api/exports.md tells the type of each.
COLUMNS: dict[str, Callable[[Facts], Cell]] = {
    "code": lambda told: told["code"],
    "name": lambda told: told["name"],
    "state": lambda told: told["state"],
    "on": lambda told: told["on"],
    "locale": lambda told: told["edition"]["locale"],
    "is_fallback": lambda told: _flag(told["edition"]["is_fallback"]),
    "levels": lambda told: _list(each["level"] for each in told["levels"] if each["state"] == "in_force"),
    "kind": lambda told: told["edition"]["kind"],
    "sector_key": lambda told: (told["edition"]["sector"] or {}).get("key", ""),
    "sector_name": lambda told: (told["edition"]["sector"] or {}).get("name", ""),
    "audiences": lambda told: _list(told["edition"]["audiences"]),
    "change": lambda told: told["edition"]["change"],
    "form": lambda told: told["edition"]["form"],
    "effective_on": lambda told: told["edition"]["effective_on"],
    "corrected": lambda told: _flag(told["edition"]["corrected"]),
    "awaiting_province": lambda told: _flag(told["awaiting_province"]),
    "decision_number": lambda told: told["edition"]["decision"]["number"],
    "decision_title": lambda told: told["edition"]["decision"]["title"],
    "decision_issuer": lambda told: (told["edition"]["decision"]["issuer"] or {}).get("name", ""),
    "decision_signed_on": lambda told: told["edition"]["decision"]["signed_on"],
    "decision_url": lambda told: told["edition"]["decision"]["url"],
    "agencies_performing": _role("performing"),
    "agencies_competent": _role("competent"),
    "agencies_delegated": _role("delegated"),
    "agencies_coordinating": _role("coordinating"),
    "reception": lambda told: told["edition"]["reception"],
    "channels": lambda told: _list(method["channel"] for method in told["edition"]["methods"]),
    "time_limits": _limits,
    "is_free": lambda told: _flag(is_free(told["edition"])),
    "lowest_fee": _lowest,
    "fees": _fees,
    "steps": lambda told: _lines(
        ": ".join(part for part in (step["title"], step["text"]) if part) for step in told["edition"]["steps"]
    ),
    "components": _components,
    "conditions": lambda told: told["edition"]["conditions"],
    "results": lambda told: _lines(each["name"] for each in told["edition"]["results"]),
    "legal_basis": lambda told: _lines(
        f"{each['number']} {each['title']}".strip() for each in told["edition"]["legal_basis"]
    ),
    "related": lambda told: _list(told["edition"]["related"]),
    "url": lambda told: told["url"],
}


def head() -> str:
    return BOM + _written([list(COLUMNS)])


def rows(procedures: Iterable[Facts]) -> str:
    return _written([safe(cell(told)) for cell in COLUMNS.values()] for told in procedures)


def _written(lines: Iterable[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC).writerows(lines)
    return text.getvalue()
