"""From a list of mergers as officers have it to a plan that the record carries out.

A line is a new unit and what it was made of: `Xã An Bình: Xã Hưng Thi; Xã Thống Nhất`, or the same as JSON
(`{"effective_on": …, "communes": [{"name": …, "merged_from": […]}]}`). Names of communes stand for their People's
Committees.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from register.models import Agency
from register.naming import agency_names
from register.reorganizing import Former, Plan, Unit
from register.vietnamese import same_name, slug

COMMITTEE = "Ủy ban nhân dân"
PLACES = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
MOST = 2_000  # units in one list


@dataclass(frozen=True)
class Line:
    """One line of the list: the name of the unit and of those that it was made of."""

    name: str
    merged_from: list[str]


@dataclass
class Read:
    """What a list says, and each line that says nothing."""

    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(text: str) -> Read:
    """The lines of a list. Never raises."""
    found = Read()
    try:
        rows = list(_rows(text))
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        found.problems.append(_("Không đọc được danh sách: cần mỗi dòng “Tên mới: tên cũ; tên cũ”, hoặc JSON."))
        return found
    for place, (name, old) in enumerate(rows, 1):
        if not name or not old:
            found.problems.append(_("Dòng %(place)d thiếu tên mới hoặc tên cũ.") % {"place": place})
        else:
            found.lines.append(Line(name, old))
    if len(found.lines) > MOST:
        found.problems.append(_("Mỗi lần được %(most)d đơn vị.") % {"most": MOST})
    for name, count in Counter(same_name(line.name) for line in found.lines).items():
        if count > 1:
            written = next(line.name for line in found.lines if same_name(line.name) == name)
            found.problems.append(_("Tên mới có hai lần: %(name)s.") % {"name": written})
    return found


def _rows(text: str) -> Iterator[tuple[str, list[str]]]:
    if text.lstrip().startswith(("{", "[")):
        told = json.loads(text)
        lists = [value for value in told.values() if isinstance(value, list)] if isinstance(told, dict) else [told]
        for each in lists[0]:
            yield _clean(each["name"]), [_clean(old) for old in each["merged_from"]]
        return
    for line in text.splitlines():
        if line.strip():
            name, _colon, old = line.partition(":")
            yield _clean(name), [_clean(each) for each in old.split(";") if each.strip()]


def _clean(name: str) -> str:
    return " ".join(name.split())


@dataclass(frozen=True)
class Matched:
    """A line as it will be carried out: which old agencies the record knows, and which it learns of."""

    line: Line
    name: str
    known: list[str]  # names of agencies of the record
    new: list[str]  # names that it does not have yet


def planned(
    lines: list[Line], *, title: str, act: str, on: dt.date, level: str, kind: str, parent: str
) -> tuple[Plan, list[Matched]]:
    """The plan, and each line for the officer to look at. `kind` is put before names without one: `xã`."""
    index = _index(on)
    formers: dict[str, Former] = {}
    units, matched = [], []
    taken = set(Agency.objects.values_list("key", flat=True))
    for line in lines:
        keys, known, new = [], [], []
        for old in line.merged_from:
            name = committee_of(old, kind)
            key = index.get(same_name(name)) or index.get(same_name(old))
            if key:
                known.append(old)
            else:
                new.append(old)
                former = formers.get(same_name(name))
                if former is None:
                    key = _free(slug(name)[:70], taken)
                    taken.add(key)
                    former = formers[same_name(name)] = Former(key, name, level)
                key = former.key
            keys.append(key)
        name = committee_of(line.name, kind)
        units.append(Unit(name=name, level=level, predecessors=keys, parent=parent))
        matched.append(Matched(line, name, known, new))
    return Plan(title, act, on, units, list(formers.values())), matched


def committee_of(place: str, kind: str) -> str:
    """`Ủy ban nhân dân xã An Bình` from `An Bình` or `Xã An Bình`; what is no place stays as it is."""
    lowered = place.lower()
    if lowered.startswith(COMMITTEE.lower()) or not kind:
        return place
    word = next((word for word in PLACES if lowered.startswith(f"{word} ")), "")
    rest = place[len(word) :].strip() if word else place
    return f"{COMMITTEE} {word or kind} {rest}"


def _index(on: dt.date) -> dict[str, str]:
    """Keys of the agencies that stand the day before, by name in one spelling."""
    names, day = agency_names(), on - dt.timedelta(days=1)
    ended = names.ended(day)
    rows = Agency.objects.exclude(key__in=ended).values_list("key", "until_on")
    return {same_name(names.on(key, day)): key for key, until in rows if until is None or until > day}


def _free(base: str, taken: set[str]) -> str:
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)
