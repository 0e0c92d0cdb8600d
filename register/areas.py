"""Where a fee holds (địa bàn), as far as its words tell.

Fees are often set by resolutions of the People's Council, and after a merger those of each former province, district or
commune hold where it was. A document names the area in words; here they are understood, or not at all: a word too many
(*trừ*, *vùng cao*) and nothing is told, because a fee that is kept from a citizen does harm, and one too many little.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.conf import settings

from .communes import communes, place_name
from .kept import Kept
from .models import Agency
from .naming import agency_names
from .vietnamese import fold

# Kinds of places, and what stands about their names without changing what is meant.
KINDS = (("xa",), ("phuong",), ("thi", "tran"), ("thi", "xa"), ("thanh", "pho"), ("huyen",), ("quan",), ("tinh",))
AROUND = {"ap", "dung", "doi", "voi", "tren", "dia", "ban", "khu", "vuc", "thuoc", "tai", "o", "trong", "gom"}
AROUND |= {"cac", "va", "hoac", "cu", "truoc", "day"}

MOST_LETTERS = 255  # that the desk takes

Words = tuple[str, ...]
Places = Mapping[Words, frozenset[str]]


def holds_in(area: str, commune: str, day: dt.date) -> bool | None:
    """Whether what holds in this area holds in this commune or a part of it, on this day; None where the words do not
    tell. `commune` is the key of its committee, of this day or a former one."""
    if len(area) > MOST_LETTERS:
        return None
    keys = communes(day).standing_for(commune, day)
    # What an area means does not hang on who asks: a list of communes asks about the same ones again and again.
    there = _meant.get((area, day), lambda: _understood(_words(area), _places(day)))
    if there is None or not keys:
        return None
    return bool(there & set(keys))


def _understood(words: Words, places: Places) -> frozenset[str] | None:
    """The communes that these words name; None where they name none, or where a word of them is not understood."""
    named: frozenset[str] = frozenset()
    longest = max(map(len, places), default=0)
    kind: Words = ()  # said once for all that follow: `các xã Hòa Sơn, Thạch Bình`
    at = 0
    while at < len(words):
        begun = next((each for each in KINDS if words[at : at + len(each)] == each), ())
        kind = begun or kind
        rest = words[at + len(begun) :]
        size = next((size for size in range(min(longest, len(rest)), 0, -1) if kind + rest[:size] in places), 0)
        if size:
            named |= places[kind + rest[:size]]
        elif begun in places:
            named |= places[begun]
        elif begun or words[at] not in AROUND:
            return None
        at += len(begun) + size or 1
    return named or None


def _places(day: dt.date) -> Places:
    """The communes of this day under each name of a place that they are, or grew from or lay in, and under their kind.
    One query, none while nothing changes but for the log's position."""
    return _kept.get(day, lambda: _read(day))


_kept: Kept[Places] = Kept(8)
_meant: Kept[frozenset[str] | None] = Kept(500)


def _read(day: dt.date) -> Places:
    above = dict(Agency.objects.values_list("key", "parent__key"))
    held, naming = communes(day), agency_names()
    found: dict[Words, set[str]] = defaultdict(set)
    for commune in held.by_key:
        found[_words(place_name(naming.on(commune, day)))[:1]].add(commune)
        for place in _around(commune, above, held.former.get(commune, ())):
            for names in naming.rows.get(place, {}).values():
                for name in {name for from_on, name in names if from_on <= day}:
                    found[_words(place_name(name))].add(commune)
    return {name: frozenset(keys) for name, keys in found.items() if name}


def _around(commune: str, above: Mapping[str, str | None], former: Sequence[str]) -> set[str]:
    """The agencies whose places the commune is, grew from, or was part of; not the province of today, whose name may be
    that of a former one too."""
    found: set[str] = set()
    for start in (commune, *former):
        each: str | None = start
        while each and each not in found and each != settings.PROVINCE_KEY:
            found.add(each)
            each = above.get(each)
    return found


def _words(text: str) -> Words:
    return tuple(re.findall(r"\w+", fold(text)))
