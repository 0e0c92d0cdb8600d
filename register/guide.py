"""Guides (hướng dẫn dễ hiểu): which one counts on a day, for any code and locale.

A guide (`ReleasedGuide.data`) is a JSON object; every key is always there, "" or [] where nothing is said:

    names[]      everyday names (tên thường gọi)
    summary      plain words (nói ngắn gọn)
    use_when[]   texts (dùng khi)
    not_when[]   {text, code (of the procedure to use instead, or "")} (không dùng khi)
    mistakes[]   {text, instead} (lỗi thường gặp, làm thế này mới đúng)
    sample       {name, sha256, size, type} or null (mẫu điền sẵn)

None of it is law: the announced text alone is (docs/adr/0013).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import clock
from .kept import Kept
from .models import ReleasedGuide

FALLBACK = "vi"
EMPTY: dict[str, Any] = {
    "names": [],
    "summary": "",
    "use_when": [],
    "not_when": [],
    "mistakes": [],
    "sample": None,
}


@dataclass(frozen=True)
class Guide:
    """A guide as the public reads it in one locale; `is_fallback` where it is told in Vietnamese instead."""

    code: str
    locale: str
    is_fallback: bool
    released_on: dt.date
    data: dict[str, Any]

    @property
    def told(self) -> dict[str, Any]:
        """What it says, and that it is no law: as downloads and front ends tell it."""
        return self.data | {
            "is_legal": False,
            "locale": self.locale,
            "is_fallback": self.is_fallback,
            "released_on": str(self.released_on),
        }

    @property
    def codes(self) -> list[str]:
        """The procedures that it leads to."""
        return list(dict.fromkeys(each["code"] for each in self.data["not_when"] if each["code"]))


def guide(code: str, on: dt.date | None = None, locale: str = FALLBACK) -> Guide | None:
    """The guide of `code` that counts on that day (today by default), in the locale or else in Vietnamese."""
    return guides(on, locale).get(code)


def guides(on: dt.date | None = None, locale: str = FALLBACK) -> Mapping[str, Guide]:
    """All guides that count on that day, by code. No query while nothing changes but for the log's position."""
    day = on or clock.today()
    return _kept.get((day, locale), lambda: _read(day, locale))


_kept: Kept[dict[str, Guide]] = Kept(8)
_every: Kept[dict[str, list[ReleasedGuide]]] = Kept(1)  # so that the days share their texts


def _read(day: dt.date, locale: str) -> dict[str, Guide]:
    every = _every.get("", releases)
    return {code: found for code, rows in every.items() if (found := counting(rows, day, locale))}


def releases(codes: Iterable[str] | None = None) -> dict[str, list[ReleasedGuide]]:
    """Everything released of these codes, or of all, by code in the order of release. One query."""
    rows = ReleasedGuide.objects.order_by("id")
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    found: dict[str, list[ReleasedGuide]] = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    return dict(found)


def counting(rows: Sequence[ReleasedGuide], day: dt.date, locale: str) -> Guide | None:
    """Of all releases of one code, the guide that counts on the day; None where there is none or it was taken back."""
    newest = {row.locale: row for row in rows if day_of(row) <= day}
    for told in dict.fromkeys((locale, FALLBACK)):
        row = newest.get(told)
        if row is not None and row.data is not None:
            return Guide(row.code, told, told != locale, day_of(row), row.data)
    return None


def day_of(row: ReleasedGuide) -> dt.date:
    """The legal day from which this release counts."""
    day: dt.date = row.released_at.astimezone(clock.ZONE).date()
    return day
