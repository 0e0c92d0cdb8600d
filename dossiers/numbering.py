"""Codes of dossiers, as 000.00.01.H62-210304-0001: agency, day, number. How they look is a setting with days.

Source: Nghị định 61/2018/NĐ-CP and Quyết định 31/2021/QĐ-TTg (mã số hồ sơ). Codes can be guessed: they open nothing.
"""

import datetime as dt

from django.conf import settings
from django.db.models import F

from register import clock

from .models import Counter

DIGITS = 4  # at least
JUMP = 5_000  # numbers of a day that may have been given since a backup


def next_code(agency: str) -> str:
    """The next code of that agency today. Within a transaction: whoever asks at the same moment waits for its end."""
    day = clock.today()
    form = format_on(day)
    words = {"agency": code_of(agency), "yymmdd": f"{day:%y%m%d}", "yyyymmdd": f"{day:%Y%m%d}"}
    prefix = form.format(number="#", **words)
    if not Counter.objects.filter(prefix=prefix).exists():
        jumped = Counter.objects.filter(prefix=_jumped_on(day)).values_list("last", flat=True).first()
        Counter.objects.bulk_create([Counter(prefix=prefix, last=jumped or 0)], ignore_conflicts=True)
    counter = Counter.objects.select_for_update().get(prefix=prefix)
    counter.last += 1
    counter.save(update_fields=["last"])
    return form.format(number=f"{counter.last:0{DIGITS}}", **words)


def jump() -> None:
    """After a restored backup: no code is given a second time that was given since."""
    Counter.objects.bulk_create([Counter(prefix=_jumped_on(clock.today()))], ignore_conflicts=True)
    Counter.objects.update(last=F("last") + JUMP)


def _jumped_on(day: dt.date) -> str:
    return f"restored on {day}"


def format_on(day: dt.date) -> str:
    """Of the formats of `DOSSIER_CODES` the last that has begun."""
    begun = [form for since, form in sorted(settings.DOSSIER_CODES.items()) if since <= str(day)]
    return begun[-1]


def code_of(agency: str) -> str:
    """The electronic identification code of an agency (mã định danh điện tử), the province's where it has none."""
    found: str = settings.AGENCY_CODES.get(agency) or settings.AGENCY_CODES[""]
    return found
