"""What a reader may follow, and which announced editions concern it.

An edition concerns its procedure, and every sector and agency that it names, or that the text named whose place it
takes: a procedure that leaves a sector, or is abolished, is news of that sector. Agencies are those that have a part in
the procedure; what names one that others stand for by now concerns them as well.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from . import clock
from .answer import FALLBACK, answer, names, normal_code, read_parts
from .document import agencies_in
from .entries import Entry, entries
from .kept import Kept
from .models import AnnouncedEdition
from .naming import agency_names, sector_names
from .words import Scope, SubjectKind


@dataclass(frozen=True)
class Subject:
    """A procedure by its code, a sector or an agency by its key."""

    kind: str
    key: str


@dataclass(frozen=True)
class Place:
    """Where an announced edition belongs: keys of the register."""

    code: str
    sectors: frozenset[str]
    agencies: frozenset[str]


def known(kind: str, key: str) -> Subject | None:
    """The subject that is meant, where the public knows of it. Of internal procedures it does not."""
    if not key.isprintable():  # what no database holds
        return None
    if kind == SubjectKind.PROCEDURE:
        found = answer(key)
        is_public = found and AnnouncedEdition.objects.filter(code=found.code, scope=Scope.PUBLIC).exists()
        return Subject(kind, normal_code(key)) if is_public else None
    listed = sector_names() if kind == SubjectKind.SECTOR else agency_names()
    return Subject(kind, key) if key in listed.rows else None


def name_of(subject: Subject, locale: str = FALLBACK, on: dt.date | None = None) -> str:
    """What it is called on that day; the code where a procedure has no name yet."""
    return names_of([subject], locale, on)[subject]


def names_of(subjects: Collection[Subject], locale: str = FALLBACK, on: dt.date | None = None) -> dict[Subject, str]:
    """The same for many, in a constant number of queries."""
    day = on or clock.today()
    procedures = names([(each.key, day) for each in subjects if each.kind == SubjectKind.PROCEDURE], locale)
    return {
        each: procedures.get((each.key, day), each.key)
        if each.kind == SubjectKind.PROCEDURE
        else (sector_names() if each.kind == SubjectKind.SECTOR else agency_names()).on(each.key, day, locale)
        for each in subjects
    }


def concerns(place: Place, subject: Subject, on: dt.date) -> bool:
    """Whether an edition of that place is news of the subject, to who asks on that day."""
    if subject.kind == SubjectKind.PROCEDURE:
        return place.code == subject.key
    if subject.kind == SubjectKind.SECTOR:
        return subject.key in place.sectors
    naming = agency_names()
    heirs = {heir for key in place.agencies for heir in naming.standing_for(key, on)}
    return subject.key in place.agencies or not heirs.isdisjoint(naming.standing_for(subject.key, on))


def editions_about(subject: Subject, on: dt.date) -> list[int]:
    """Every public edition that concerns it, those of withdrawn decisions as well."""
    if subject.kind == SubjectKind.PROCEDURE:
        return list(AnnouncedEdition.objects.filter(code=subject.key, scope=Scope.PUBLIC).values_list("pk", flat=True))
    return [key for key, place in places().items() if concerns(place, subject, on)]


def places() -> dict[int, Place]:
    """The place of every public edition, those of withdrawn decisions as well. One query while nothing changes."""
    return _kept.get("places", _read_places)


_kept: Kept[dict[int, Place]] = Kept(1)


def _read_places() -> dict[int, Place]:
    own = {
        key: (frozenset({data["sector"]} - {""}), frozenset(agencies_in(data)))
        for key, (_announcement, data) in read_parts(("sector", "agencies"), FALLBACK).items()
    }
    counted = {each.edition_id for listed in entries().values() for each in listed}
    found: dict[int, Place] = {}
    for code, listed in entries(withdrawn=True).items():
        public = [each for each in listed if each.scope == Scope.PUBLIC]
        found |= _places_of(code, sorted(public, key=lambda each: each.order), own, counted)
    return found


Told = tuple[frozenset[str], frozenset[str]]


def _places_of(code: str, ordered: Iterable[Entry], own: dict[int, Told], counted: set[int]) -> dict[int, Place]:
    sectors: dict[int, set[str]] = defaultdict(set)
    agencies: dict[int, set[str]] = defaultdict(set)
    before: dict[tuple[str, bool], Told] = {}  # the texts that hold, by level and whether the province's own
    for entry in ordered:
        held = [told for (level, _own), told in before.items() if level == entry.level]
        for of_sectors, of_agencies in [own[entry.edition_id], *held]:
            sectors[entry.edition_id] |= of_sectors
            agencies[entry.edition_id] |= of_agencies
        if entry.edition_id in counted and not entry.ends:
            before[entry.level, entry.own] = own[entry.edition_id]
    return {key: Place(code, frozenset(sectors[key]), frozenset(agencies[key])) for key in sectors}
