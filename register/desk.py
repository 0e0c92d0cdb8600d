"""Desks (bộ phận một cửa) of agencies on a day: where to go, when, whom to call, where to pay.

Data of a desk (`DeskData.data`) is a JSON object; every key is always there, "", [] or null where nothing is said:

    address          one line (địa chỉ)
    latitude         degrees north, longitude degrees east, WGS 84; both or neither (vĩ độ, kinh độ)
    longitude
    telephone        as it is written, "" or with digits (điện thoại)
    hours[]          lines of plain text (giờ làm việc)
    counters[]       lines of plain text (quầy)
    bank_account     one line: number, bank, owner (tài khoản)
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from . import clock
from .kept import Kept
from .models import DeskData

EMPTY: dict[str, Any] = {
    "address": "",
    "latitude": None,
    "longitude": None,
    "telephone": "",
    "hours": [],
    "counters": [],
    "bank_account": "",
}
# A box around Viet Nam with its islands: it finds what was swapped or mistyped, and tells no border.
LATITUDES = (6.0, 23.5)
LONGITUDES = (102.0, 118.0)
LONGEST = 300  # characters of a line
MOST_LINES = 40


@dataclass(frozen=True)
class Desk:
    """A desk as it holds from `from_on`."""

    from_on: dt.date
    data: dict[str, Any]


def desks(on: dt.date | None = None) -> Mapping[str, Desk]:
    """The desks of all agencies on that day (today by default), by key. No query while nothing changes but for the
    log's position."""
    day = on or clock.today()
    return _kept.get(day, lambda: _read(day))


def desk(agency: str, on: dt.date | None = None) -> Desk | None:
    """The desk of the agency of that key on that day; None where nothing is told of one."""
    return desks(on).get(agency)


_kept: Kept[dict[str, Desk]] = Kept(8)


def _read(day: dt.date) -> dict[str, Desk]:
    rows = DeskData.objects.filter(from_on__lte=day).order_by("from_on", "id")
    newest = {key: Desk(from_on, data) for key, from_on, data in rows.values_list("agency__key", "from_on", "data")}
    return {key: held for key, held in newest.items() if held.data != EMPTY}


def flaws(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What cannot be told of a desk: the key, and what to do."""
    north, east = data["latitude"], data["longitude"]
    if (north is None) != (east is None):
        missing = "latitude" if north is None else "longitude"
        yield missing, _("Hãy ghi cả vĩ độ và kinh độ, hoặc để trống cả hai.")
    elif north is not None and not (LATITUDES[0] <= north <= LATITUDES[1] and LONGITUDES[0] <= east <= LONGITUDES[1]):
        yield "latitude", _("Điểm này không ở Việt Nam: vĩ độ từ 6 đến 23,5, kinh độ từ 102 đến 118.")
    if data["telephone"] and not any(char.isdigit() for char in data["telephone"]):
        yield "telephone", _("Số điện thoại không có chữ số nào.")
    for key in ("address", "telephone", "bank_account", "hours", "counters"):
        lines = data[key] if isinstance(data[key], list) else [data[key]]
        if len(lines) > MOST_LINES:
            yield key, _("Quá %(most)d dòng: hãy viết gọn lại.") % {"most": MOST_LINES}
        if any(len(line) > LONGEST for line in lines):
            yield key, _("Một dòng dài hơn %(most)d ký tự: hãy viết gọn lại.") % {"most": LONGEST}
        if any(char < " " for line in lines for char in line):
            yield key, _("Có ký tự không đọc được: hãy gõ lại.")
