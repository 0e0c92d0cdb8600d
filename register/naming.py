"""Names of agencies and sectors on a day. Resolved when asked, never stored in a document."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from . import clock
from .kept import Kept
from .models import Agency, AgencyName, AgencySuccession, Sector, SectorName

FALLBACK = "vi"


@dataclass(frozen=True)
class Naming:
    """All names of one kind: `{key: {locale: [(from_on, name), …] in order}}`, and who stands for whom from which day:
    `{key: [(on, successor), …] in order}`."""

    rows: dict[str, dict[str, list[tuple[dt.date, str]]]] = field(default_factory=dict)
    successions: dict[str, list[tuple[dt.date, str]]] = field(default_factory=dict)

    def standing_for(self, key: str, day: dt.date, behind: frozenset[str] = frozenset()) -> list[str]:
        """The keys that stand for `key` on that day: itself, or its successors, and theirs."""
        heirs = [heir for on, heir in self.successions.get(key, ()) if on <= day and heir not in behind]
        if not heirs:
            return [key]
        found = [each for heir in heirs for each in self.standing_for(heir, day, behind | {key})]
        return list(dict.fromkeys(found))

    def ended(self, day: dt.date) -> set[str]:
        """The keys for which others stand on that day."""
        return {key for key, rows in self.successions.items() if any(on <= day for on, _heir in rows)}

    def on(self, key: str, day: dt.date, locale: str = FALLBACK) -> str:
        """The name of `key` on that day, or of those that stand for it then; in Vietnamese where the locale has none.

        Before its first day a thing has the first name it ever got, but never one that is still of the future.
        """
        if key in self.successions:
            return ", ".join(self._own(each, day, locale) for each in self.standing_for(key, day))
        return self._own(key, day, locale)

    def _own(self, key: str, day: dt.date, locale: str) -> str:
        by_locale = self.rows.get(key, {})
        for asked in (locale, FALLBACK):
            names = by_locale.get(asked, [])
            held = [name for from_on, name in names if from_on <= day]
            if held:
                return held[-1]
        first = by_locale.get(FALLBACK, [])[:1]
        return first[0][1] if first and first[0][0] <= max(day, clock.today()) else key

    def days(self, key: str) -> set[dt.date]:
        """The days on which a name of `key` changes, in any language."""
        return {from_on for names in self.rows.get(key, {}).values() for from_on, _ in names}


def counts() -> Q:
    """What no cancelled reorganization brought."""
    return Q(reorganization__cancellation__isnull=True)


def _collect(
    rows: Iterable[tuple[str, str, dt.date, str]], successions: Iterable[tuple[str, dt.date, str]] = ()
) -> Naming:
    found: dict[str, dict[str, list[tuple[dt.date, str]]]] = defaultdict(lambda: defaultdict(list))
    for key, locale, from_on, name in rows:
        found[key][locale].append((from_on, name))
    heirs: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
    for key, on, heir in successions:
        heirs[key].append((on, heir))
    return Naming({key: dict(locales) for key, locales in found.items()}, dict(heirs))


_kept: Kept[Naming] = Kept(4)


def agency_names() -> Naming:
    """All names of agencies, read anew only when the change log has moved."""
    return _kept.get("agencies", _read_agency_names)


def sector_names() -> Naming:
    """All names of sectors, likewise."""
    return _kept.get("sectors", _read_sector_names)


def _read_agency_names() -> Naming:
    names = AgencyName.objects.filter(counts()).order_by("from_on", "id")
    successions = AgencySuccession.objects.filter(counts()).order_by("on", "id")
    return _collect(
        names.values_list("agency__key", "locale", "from_on", "name"),
        successions.values_list("predecessor__key", "on", "successor__key"),
    )


def _read_sector_names() -> Naming:
    return _collect(
        SectorName.objects.order_by("from_on", "id").values_list("sector__key", "locale", "from_on", "name")
    )


def name_of(thing: Agency | Sector, day: dt.date | None = None, locale: str = FALLBACK) -> str:
    """The name of one agency or sector; one query, so for lists take `agency_names()`."""
    listed = thing.names.filter(counts()) if isinstance(thing, Agency) else thing.names.all()
    rows = listed.order_by("from_on", "id").values_list("locale", "from_on", "name")
    return _collect((thing.key, *row) for row in rows).on(thing.key, day or clock.today(), locale)
