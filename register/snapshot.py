"""All that is in force on a day as the record stood at one moment, read in batches while the record grows.

The record is only added to, and under one lock: whoever knows the numbers of the newest rows can leave out what came
later. So what is handed out over seconds is still of one version, and at no time are more texts held than a batch.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Max

from .answer import Answer, Newest, composed, read_editions, version
from .entries import entries
from .guide import Guide, guides
from .models import AnnouncedDocument, Correction
from .naming import Naming, agency_names, sector_names
from .standing import Standing, standing
from .words import Scope, State

BATCH = 100  # procedures


@dataclass(frozen=True)
class Snapshot:
    """The public procedures in force on `day`, in the order of codes; `version` stands for all that it gives."""

    day: dt.date
    locale: str
    version: str
    standings: dict[str, Standing]
    newest: Newest
    agencies: Naming
    sectors: Naming
    guides: Mapping[str, Guide]

    def batches(self, size: int = BATCH) -> Iterator[list[Answer]]:
        """The answers, `size` at a time; two queries each."""
        codes = list(self.standings)
        for start in range(0, len(codes), size):
            held = {code: self.standings[code] for code in codes[start : start + size]}
            ids = {key for each in held.values() for key in each.edition_ids}
            editions = read_editions(ids, self.locale, self.newest)
            yield [composed(code, self.day, self.locale, each, editions, Scope.PUBLIC) for code, each in held.items()]


def snapshot(day: dt.date, locale: str) -> Snapshot:
    """Taken again where something was announced meanwhile. Small tuples of all codes, no text."""
    while True:
        before = version(day, locale)
        taken = _taken(day, locale, before)
        if version(day, locale) == before:
            return taken


def _taken(day: dt.date, locale: str, before: str) -> Snapshot:
    held = {
        code: standing(listed, day) for code, listed in sorted(entries().items()) if listed[0].scope == Scope.PUBLIC
    }
    return Snapshot(
        day=day,
        locale=locale,
        version=before,
        standings={code: each for code, each in held.items() if each.state == State.IN_FORCE},
        newest=Newest(
            AnnouncedDocument.objects.aggregate(newest=Max("id"))["newest"] or 0,
            Correction.objects.aggregate(newest=Max("id"))["newest"] or 0,
        ),
        agencies=agency_names(),
        sectors=sector_names(),
        guides=guides(day, locale),
    )
