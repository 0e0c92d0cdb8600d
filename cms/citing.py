"""Which texts in force stand on which legal acts (căn cứ pháp lý): asked when an act holds no more."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from register import clock
from register.answer import in_force
from register.decision_number import slug_of
from register.kept import Kept


def acts_of(document: Mapping[str, Any]) -> dict[str, str]:
    """The acts of a text: number as written by the number in one spelling; those without a number are left out."""
    found = {}
    for act in document["legal_basis"]:
        try:
            found[slug_of(act["number"])] = act["number"]
        except ValueError:
            continue
    return found


def citing(day: dt.date | None = None) -> Mapping[str, list[str]]:
    """Codes of the public procedures in force on the day by each act that their text names, in one spelling."""
    asked = day or clock.today()
    return _kept.get(asked, lambda: _read(asked))


def _read(day: dt.date) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for held in in_force(day):
        for each in held.levels:
            for slug in acts_of(each.edition.data):
                found[slug].add(held.code)
    return {slug: sorted(codes) for slug, codes in found.items()}


_kept: Kept[dict[str, list[str]]] = Kept(2)


def words_of(codes: Iterable[str], most: int = 5) -> str:
    """The first of them, and how many more."""
    listed = list(codes)
    more = len(listed) - most
    return ", ".join(listed[:most]) + (f" … (+{more})" if more > 0 else "")
