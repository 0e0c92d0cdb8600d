"""Who issues a document, where and when, in the words of Nghị định 30/2020/NĐ-CP, phụ lục I."""

import datetime as dt
import re

from django.conf import settings

from register.models import Agency
from register.naming import Naming
from register.words import Level

COMMITTEE = re.compile(r"^Ủy ban nhân dân\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s+", re.IGNORECASE)
SEAT_OF_MINISTRIES = "Hà Nội"
BLANK = "....."


def day_in_words(day: dt.date | None) -> str:
    """`ngày 05 tháng 02 năm 2026`: days below ten and the first two months have a zero before them."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def place_of(agency: Agency | None, names: Naming, day: dt.date) -> str:
    """Where an agency signs: its commune's, else the province's name; ministries in the capital."""
    if agency and agency.level == Level.MINISTRY:
        return SEAT_OF_MINISTRIES
    own = agency.key if agency and agency.level == Level.COMMUNE else settings.PROVINCE_KEY
    name = names.on(own, day)
    if not COMMITTEE.match(name):
        name = names.on(settings.PROVINCE_KEY, day)
    return COMMITTEE.sub("", name)


def place_and_day(place: str, day: dt.date | None) -> str:
    return f"{place}, {day_in_words(day)}"


def issuer_lines(agency: Agency | None, names: Naming, day: dt.date) -> tuple[str, str]:
    """The agency above, "" where there is none, and the agency itself."""
    if agency is None:
        return "", names.on(settings.PROVINCE_KEY, day).upper()
    above = names.on(agency.parent.key, day).upper() if agency.parent else ""
    return above, names.on(agency.key, day).upper()
