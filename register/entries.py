"""The announced editions as small tuples: all that is needed to tell which one counts on a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .models import AnnouncedLevel, Correction
from .words import ENDING


@dataclass(frozen=True, slots=True)
class Entry:
    """One announced edition at one level, its day as corrected. Withdrawn ones are never among them."""

    edition_id: int
    code: str
    level: str
    own: bool
    change: str
    effective_on: dt.date
    signed_on: dt.date
    standing: float
    scope: str

    @property
    def ends(self) -> bool:
        return self.change in ENDING

    @property
    def order(self) -> tuple[dt.date, dt.date, float]:
        """What makes one edition stand after another."""
        return (self.effective_on, self.signed_on, self.standing)


FIELDS = (
    "edition_id",
    "edition__code",
    "level",
    "edition__announcement__own",
    "edition__change",
    "edition__effective_on",
    "edition__announcement__signed_on",
    "edition__standing",
    "edition__scope",
)


def entries(codes: Iterable[str] | None = None, *, withdrawn: bool = False) -> dict[str, list[Entry]]:
    """The entries of these codes, or of all, by code; with `withdrawn` those that never count as well. Two queries,
    however many."""
    rows = AnnouncedLevel.objects.all()
    if not withdrawn:
        rows = rows.filter(edition__announcement__withdrawal__isnull=True)
    days = Correction.objects.filter(effective_on__isnull=False)
    if codes is not None:
        wanted = list(codes)
        rows = rows.filter(edition__code__in=wanted)
        days = days.filter(edition__code__in=wanted)
    corrected = dict(days.order_by("id").values_list("edition_id", "effective_on"))
    found: dict[str, list[Entry]] = defaultdict(list)
    for edition_id, code, level, own, change, effective_on, signed_on, standing, scope in rows.values_list(*FIELDS):
        day = corrected.get(edition_id, effective_on)
        found[code].append(Entry(edition_id, code, level, own, change, day, signed_on, standing, scope))
    return dict(found)
