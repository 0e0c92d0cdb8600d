"""Names of agencies and sectors on a day. Resolved when asked, never stored in a document."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import clock
from .kept import Kept
from .models import Agency, AgencyName, Sector, SectorName

FALLBACK = "vi"


@dataclass(frozen=True)
class Naming:
    """All names of one kind: `{key: {locale: [(from_on, name), …] in order}}`."""

    rows: dict[str, dict[str, list[tuple[dt.date, str]]]] = field(default_factory=dict)

    def on(self, key: str, day: dt.date, locale: str = FALLBACK) -> str:
        """The name of `key` on that day, in Vietnamese where the locale has none.

        Before its first day a thing has the first name it ever got, but never one that is still of the future.
        """
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


def _collect(rows: Iterable[tuple[str, str, dt.date, str]]) -> Naming:
    found: dict[str, dict[str, list[tuple[dt.date, str]]]] = defaultdict(lambda: defaultdict(list))
    for key, locale, from_on, name in rows:
        found[key][locale].append((from_on, name))
    return Naming({key: dict(locales) for key, locales in found.items()})


_kept: Kept[Naming] = Kept(4)


def agency_names() -> Naming:
    """All names of agencies, read anew only when the change log has moved."""
    return _kept.get("agencies", _read_agency_names)


def sector_names() -> Naming:
    """All names of sectors, likewise."""
    return _kept.get("sectors", _read_sector_names)


def _read_agency_names() -> Naming:
    return _collect(
        AgencyName.objects.order_by("from_on", "id").values_list("agency__key", "locale", "from_on", "name")
    )


def _read_sector_names() -> Naming:
    return _collect(
        SectorName.objects.order_by("from_on", "id").values_list("sector__key", "locale", "from_on", "name")
    )


def name_of(thing: Agency | Sector, day: dt.date | None = None, locale: str = FALLBACK) -> str:
    """The name of one agency or sector; one query, so for lists take `agency_names()`."""
    rows = thing.names.order_by("from_on", "id").values_list("locale", "from_on", "name")
    return _collect((thing.key, *row) for row in rows).on(thing.key, day or clock.today(), locale)
