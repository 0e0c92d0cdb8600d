"""How sought-after a procedure is: what citizens opened in the last months, bounded and dampened."""

import datetime as dt
from collections.abc import Mapping
from math import log1p
from time import monotonic

from django.db.models import F, Sum

from register import clock

from .models import ProcedureUse

DAYS = 90
CLICK = 3  # one from a search says more than one view
LEAST = 20  # of views: fewer say nothing, and nobody lifts a procedure by a few clicks of his own
SECONDS = 600  # between two looks

_held: tuple[float, Mapping[str, float]] | None = None


def popularity() -> Mapping[str, float]:
    """By code, from 0 to 1; the most sought-after has 1, one with a tenth of its use still about 0.7."""
    global _held
    if _held is None or monotonic() - _held[0] > SECONDS:
        _held = (monotonic(), _read(clock.today()))
    return _held[1]


def _read(today: dt.date) -> Mapping[str, float]:
    since = today - dt.timedelta(days=DAYS)
    rows = (
        ProcedureUse.objects.filter(day__gt=since).values("code").annotate(used=Sum(F("views") + CLICK * F("clicks")))
    )
    used = {row["code"]: row["used"] for row in rows if row["used"] >= LEAST}
    most = log1p(max(used.values(), default=0))
    return {code: log1p(count) / most for code, count in used.items()}


def forget() -> None:
    global _held
    _held = None
