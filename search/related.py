"""Procedures that belong together: of the same decision, of the same case, what is usually done next."""

import datetime as dt

from register.answer import Overview, answer, overview
from register.kept import Kept
from register.words import State

from .rank import name_of
from .vocabulary import vocabulary

NAMED = 3.0  # the announced text itself names it
SAME_DECISION = 0.15
MOST = 20
ENOUGH = 0.25  # of likeness, below which two procedures only share common words


def related(code: str, day: dt.date, locale: str = "vi", first: int = 5) -> list[Overview]:
    """Procedures in force that a reader of this one may need, the nearest first.

    Those that the text names come first, then those of its sector whose names are like its name, rare words counting
    more, a little more where the same decision announced them.
    """
    return _kept.get((code, day, locale), lambda: _read(code, day, locale))[:first]


def _read(code: str, day: dt.date, locale: str) -> list[Overview]:
    held = answer(code, day, locale)
    if held is None or held.edition is None:
        return []
    known = overview(day, locale)
    words = vocabulary(day, locale)
    named = set(held.edition.data["related"]) | set(held.replaced_by)
    mine = name_of(held.edition.data["name"]).words
    decision = held.edition.announcement.pk
    scored = []
    for other in known.values():
        if other.code == code or other.standing.state != State.IN_FORCE:
            continue
        score = NAMED if other.code in named else 0.0
        if other.sector == held.edition.data["sector"]:
            theirs = name_of(other.name).words
            either = words.weight_of_name(mine | theirs)
            score += words.weight_of_name(mine & theirs) / either if either else 0.0
            score += SAME_DECISION * (other.announcement == decision)
        if score >= ENOUGH:
            scored.append((-round(score, 4), other.code, other))
    return [row for _score, _code, row in sorted(scored)[:MOST]]


_kept: Kept[list[Overview]] = Kept(2_000)
