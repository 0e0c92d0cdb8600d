"""What the change log has told since a number: decisions that were announced, corrected or withdrawn.

Told once, when it became public: an edition of a future day with that day, so that nobody hears of it twice. Names,
guides, translations and lists of services are no news. Nothing but the public record is read.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from register.answer import Edition, read_editions
from register.kept import Kept
from register.models import AnnouncedEdition, Announcement, Change
from register.subjects import Place, Subject, concerns, places
from register.words import Event

# Of several events of one decision the first of these is told: it says what the others led to.
TOLD = (Event.WITHDRAWN, Event.ANNOUNCED, Event.CORRECTED)


class Line(NamedTuple):
    """One event of one public edition, by the number of its change."""

    number: int
    event: str
    edition: int
    announcement: int
    place: Place


@dataclass(frozen=True)
class News:
    """One decision: what happened to it, and the editions of it that are news to somebody, in the annex's order."""

    event: str
    announcement: Announcement
    editions: Sequence[Edition]

    @property
    def reason(self) -> str:
        """Why it was withdrawn, where it was."""
        return self.announcement.withdrawal.reason if self.event == Event.WITHDRAWN else ""


def between(after: int, up_to: int) -> list[Line]:
    """The events after a number and up to another, in their order. Three queries, one while nothing changes."""
    return _kept.get((after, up_to), lambda: _read(after, up_to))


_kept: Kept[list[Line]] = Kept(20)


def _read(after: int, up_to: int) -> list[Line]:
    rows = list(Change.objects.filter(number__gt=after, number__lte=up_to, kind__in=TOLD).order_by("number"))
    subjects = [row.subject for row in rows]
    editions = AnnouncedEdition.objects.order_by("position")
    columns = ("pk", "key", "announcement_id", "announcement__address")
    by_decision: dict[str, list[tuple[int, int]]] = {}
    by_key: dict[str, list[tuple[int, int]]] = {}
    for pk, key, announcement, address in [
        *editions.filter(announcement__address__in=subjects).values_list(*columns),
        *editions.filter(key__in=subjects).values_list(*columns),
    ]:
        by_decision.setdefault(address, []).append((pk, announcement))
        by_key[key] = [(pk, announcement)]
    public = places()
    return [
        Line(row.number, row.kind, pk, announcement, public[pk])
        for row in rows
        for pk, announcement in (by_key if row.kind == Event.CORRECTED else by_decision).get(row.subject, ())
        if pk in public
    ]


def told_to(followed: Iterable[tuple[Subject, int]], up_to: int, today: dt.date, locale: str) -> list[News]:
    """The news of these subjects, each after a number of its own, by decision in the order of the log."""
    listed = list(followed)
    if not listed:
        return []
    lines = [
        line
        for line in between(min(number for _subject, number in listed), up_to)
        if any(line.number > number and concerns(line.place, subject, today) for subject, number in listed)
    ]
    read = read_editions({line.edition for line in lines}, locale) if lines else {}
    found = []
    for announcement in dict.fromkeys(line.announcement for line in lines):
        of_it = [line for line in lines if line.announcement == announcement]
        event = min((line.event for line in of_it), key=TOLD.index)
        editions = [read[pk] for pk in dict.fromkeys(line.edition for line in of_it if line.event == event)]
        found.append(News(event, editions[0].announcement, editions))
    return found
