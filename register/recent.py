"""What changed for the public, by legal day: editions that took effect and corrections, the newest first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from . import clock
from .kept import Kept
from .models import AnnouncedEdition, Correction
from .words import Scope


@dataclass(frozen=True, slots=True)
class Happening:
    """An edition that took effect on that day, or was corrected on it."""

    on: dt.date
    edition_id: int
    corrected: bool
    place: str  # sorts those of one day: the greatest first, an annex in its own order

    @property
    def key(self) -> str:
        """Sorts all of them, the greatest first; no two have the same."""
        return f"{self.on}|{self.place}"


def recent(on: dt.date, sector: str = "") -> Sequence[Happening]:
    """What happened until that day, of all procedures or of a sector's, the newest first. Nothing of the future is
    among it, nothing of internal procedures and of withdrawn decisions. Two queries, none while nothing changes but for
    the log's position."""
    return _kept.get((on, sector), lambda: _read(on, sector))


_kept: Kept[Sequence[Happening]] = Kept(50)


def editions_of_sector(sector: str) -> QuerySet[AnnouncedEdition]:
    """Announced editions in it; one that names no sector, as an ending may, is where its procedure was before."""
    its_own = AnnouncedEdition.objects.filter(sector__key=sector)
    return AnnouncedEdition.objects.filter(Q(sector__key=sector) | Q(sector=None, code__in=its_own.values("code")))


def _read(on: dt.date, sector: str) -> Sequence[Happening]:
    rows = (editions_of_sector(sector) if sector else AnnouncedEdition.objects.all()).filter(
        scope=Scope.PUBLIC, announcement__withdrawal__isnull=True
    )
    days: dict[int, dt.date] = {}
    corrected: list[tuple[int, int, dt.date]] = []
    corrections = Correction.objects.order_by("id").values_list("id", "edition_id", "effective_on", "corrected_at")
    for pk, edition, effective_on, moment in corrections:
        corrected.append((pk, edition, moment.astimezone(clock.ZONE).date()))
        if effective_on:
            days[edition] = effective_on
    found: dict[int, Happening] = {}
    for pk, announcement, position, effective_on in rows.values_list(
        "id", "announcement_id", "position", "effective_on"
    ):
        place = f"{announcement:09}|{99_999 - position:05}"
        found[pk] = Happening(days.get(pk, effective_on), pk, False, place)
    told = [
        Happening(day, edition, True, f"{found[edition].place}|{pk:09}")
        for pk, edition, day in corrected
        # Before its day nobody could read it otherwise than as corrected.
        if edition in found and found[edition].on <= day <= on
    ]
    told += [each for each in found.values() if each.on <= on]
    return sorted(told, key=lambda each: each.key, reverse=True)
