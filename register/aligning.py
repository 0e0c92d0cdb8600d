"""Two versions of a list beside each other: what stayed, what changed, what moved, what came and what went."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .compare import WORD, Piece, pieces_of_words

ALIKE = 0.5  # two items that share less are two items
MOST = 400  # items of which every pair is weighed; longer lists are matched where they are equal


class Fate(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"  # to another place, with or without changed words
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Pair:
    """One item before and after; None where there is none. `before_at` and `after_at` are places from 1."""

    fate: Fate
    before: str | None
    after: str | None
    before_at: int = 0
    after_at: int = 0

    @property
    def pieces(self) -> Sequence[Piece]:
        """Both texts in one, word by word."""
        return pieces_of_words(self.before or "", self.after or "")


def align(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Every item of both lists once, in the order of `after`; what went stands behind what it stood behind.

    A list has moved as little as possible: of the items that are on both sides the longest run in the same order stays,
    the others have moved. Where both have one item, it is that one, however changed.
    """
    partner = {0: 0} if len(before) == len(after) == 1 else _partners(before, after)
    stays = _longest_rising([(place, partner[place]) for place in sorted(partner)])
    found: list[Pair] = []
    placed: dict[int, int] = {}  # where an item of `before` stands in what is found
    for place, text in enumerate(after):
        if place not in partner:
            found.append(Pair(Fate.ADDED, None, text, 0, place + 1))
            continue
        old = partner[place]
        fate = Fate.MOVED if place not in stays else Fate.SAME if before[old] == text else Fate.CHANGED
        found.append(Pair(fate, before[old], text, old + 1, place + 1))
    gone = [place for place in range(len(before)) if place not in partner.values()]
    for place in gone:
        placed = {pair.before_at - 1: at for at, pair in enumerate(found) if pair.before_at}
        behind = next((placed[each] for each in range(place - 1, -1, -1) if each in placed), -1)
        found.insert(behind + 1, Pair(Fate.REMOVED, before[place], None, place + 1, 0))
    return found


def _partners(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """The place in `before` of each item of `after` that stood there: equal ones first, then the most alike."""
    found: dict[int, int] = {}
    free = list(range(len(before)))
    for place, text in enumerate(after):
        same = next((old for old in free if before[old] == text), None)
        if same is not None:
            found[place] = same
            free.remove(same)
    if len(free) * (len(after) - len(found)) > MOST * MOST:
        return found
    alike = sorted(
        (-likeness, abs(place - old), place, old)
        for place, text in enumerate(after)
        if place not in found
        for old in free
        if (likeness := _likeness(before[old], text)) >= ALIKE
    )
    for _likeness_of_both, _way, place, old in alike:
        if place not in found and old in free:
            found[place] = old
            free.remove(old)
    return found


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, WORD.findall(one), WORD.findall(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Of (place after, place before), in the order of the first: the places after of the longest run that rises."""
    ends: list[int] = []  # the least end of a run of each length
    last: list[int] = []  # which pair that is
    behind: dict[int, int | None] = {}
    for number, (_place, old) in enumerate(pairs):
        length = bisect_left(ends, old)
        behind[number] = last[length - 1] if length else None
        if length == len(ends):
            ends.append(old)
            last.append(number)
        else:
            ends[length], last[length] = old, number
    found: set[int] = set()
    at = last[-1] if last else None
    while at is not None:
        found.add(pairs[at][0])
        at = behind[at]
    return found
