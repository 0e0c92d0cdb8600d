"""Communes (xã, phường) on a day, by the key of their People's Committee: what a citizen calls where he lives.

Since 1/7/2025 communes stand right below the province. One is told where its committee has a desk, or an agency below
it that may be its one-stop desk: what else is of this level, as the police of communes in general, is no place.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from .agencies import standing_agencies
from .desk import desks
from .kept import Kept
from .naming import Naming, agency_names
from .vietnamese import fold
from .words import AgencyRole, Level

COMMITTEE = re.compile(r"^(?:(?:Ủy|Uỷ) ban nhân dân|UBND)\s+|\s+People.s Committee$", re.I)
PLACE_OF = {"Provincial": "Province", "Municipal": "City"}  # English committees are called by what they are of
PLACES = re.compile(f"({'|'.join(PLACE_OF)})$")
OF_COMMITTEES = re.compile(r"\b(?:uy ban nhan dan|ubnd)\b")


@dataclass(frozen=True)
class Commune:
    """`one_stop` is the key of the agency at whose desk dossiers are received; the committee's where none is apart."""

    key: str
    one_stop: str


@dataclass(frozen=True)
class Communes:
    """Those of a day, and of every agency of this level the commune that it belongs to."""

    by_key: Mapping[str, Commune]
    of_agency: Mapping[str, str]
    former: Mapping[str, Sequence[str]]  # the agencies that a commune's committee stands for
    committees: frozenset[str]  # of this level, those in general among them, which texts name

    def standing_for(self, key: str, day: dt.date) -> list[str]:
        """The communes that an agency of any time belongs to, or was merged or split into."""
        heirs = agency_names().standing_for(key, day)
        return list(dict.fromkeys(self.of_agency[heir] for heir in heirs if heir in self.of_agency))


def communes(day: dt.date) -> Communes:
    """Two queries, none while nothing changes but for the log's position."""
    return _kept.get(day, lambda: _read(day))


_kept: Kept[Communes] = Kept(8)


def _read(day: dt.date) -> Communes:
    rows = list(standing_agencies(day).filter(level=Level.COMMUNE).order_by("key").values_list("key", "parent__key"))
    told, below = desks(day), defaultdict(list)
    for key, parent in rows:
        below[parent].append(key)
    committees = [key for key, parent in rows if parent == settings.PROVINCE_KEY]
    found = {}
    for key in committees:
        if below[key] or key in told:
            # One that tells of a desk before one that does not, and of these the committee last.
            one_stop, *_others = sorted([*below[key], key], key=lambda each: each not in told)
            found[key] = Commune(key, one_stop)
    of_agency = {each: key for key in found for each in (key, *below[key])}
    naming, former = agency_names(), defaultdict(list)
    for ended in naming.ended(day):
        for heir in naming.standing_for(ended, day):
            former[heir].append(ended)
    return Communes(found, of_agency, former, frozenset(committees))


def place_name(name: str) -> str:
    """`Ủy ban nhân dân phường Lam Giang` → `phường Lam Giang`, `Lam Son Provincial People's Committee` → `Lam Son
    Province`."""
    place = COMMITTEE.sub("", name)
    return PLACES.sub(lambda found: PLACE_OF[found[0]], place) if place != name else name


def named(query: str, day: dt.date, locale: str) -> list[str]:
    """The communes one of whose names so far holds every word of the query, with or without accents, or that stand for
    a commune or district that had such a name; the name with the fewest other words first."""
    words = _words(query)
    if not words:
        return []
    best: dict[str, int] = {}
    held, naming = communes(day), agency_names()
    for key, by_locale in naming.rows.items():
        names = [name for told in {locale, "vi"} for from_on, name in by_locale.get(told, ()) if from_on <= day]
        others = [len(there) for name in names if (there := _words(name)) >= words]
        if others:
            for commune in held.standing_for(key, day):
                best[commune] = min(best.get(commune, 1_000), *others)
    return sorted(best, key=lambda key: (best[key], fold(naming.on(key, day, locale))))


def formerly(key: str, day: dt.date, locale: str) -> Sequence[str]:
    """What the place or parts of it were called before, so that who knows it by an old name knows it again."""
    naming = agency_names()
    own = [name for from_on, name in naming.rows.get(key, {}).get(locale, ()) if from_on <= day][:-1]
    merged = [_last_name(naming, each, locale) for each in communes(day).former.get(key, ())]
    now = place_name(naming.on(key, day, locale))
    return sorted({place_name(name) for name in (*own, *merged)} - {now})


def _last_name(naming: Naming, key: str, locale: str) -> str:
    return naming.on(key, naming.successions[key][0][0] - dt.timedelta(days=1), locale)


def receives(data: Mapping[str, Any], day: dt.date) -> bool:
    """Whether the desk of a commune receives what this text is about, as far as the text tells: a committee of communes
    performs it, by the register's key or by its words, or nobody is named. The police of a commune has a desk of its
    own."""
    performing = [part for part in data["agencies"] if part["role"] == AgencyRole.PERFORMING]
    committees, naming = communes(day).committees, agency_names()

    def is_committee(part: Mapping[str, Any]) -> bool:
        if part["agency"]:
            return bool(committees & set(naming.standing_for(part["agency"], day)))
        return bool(OF_COMMITTEES.search(fold(part["text"])))

    return not performing or any(map(is_committee, performing))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))
