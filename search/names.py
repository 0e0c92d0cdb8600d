"""The names of the procedures in force on a day, in the process: what suggestions are taken from, on either engine.

Rows stand in the order in which they are proposed where nothing else tells: short names first. A syllable is kept as
one number whose bits are the rows that have it, so that ten thousand names are cut down to those with all of the typed
words by a few operations on numbers, however common the words are.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from register.answer import overview
from register.kept import Kept
from register.naming import sector_names
from register.words import State

from .bits import places, rows_by_word
from .text import Syllable, syllables

LOOKED_AT = 200  # rows that are weighed of all that have the typed words: the shortest names
BESIDE, ACCENTS = 2.0, 1.0  # what neighbours and accents count against the share of the name that was typed


@dataclass(frozen=True)
class Row:
    """A procedure's code and name, with its syllables."""

    code: str
    name: str
    exact: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True)
class Sector:
    """A sector's key and name."""

    key: str
    name: str
    folded: tuple[str, ...]


class Names:
    """All rows of a day in one language."""

    def __init__(self, named: Iterable[tuple[str, str]], sectors: Iterable[tuple[str, str]]) -> None:
        rows = (Row(code, name, *_forms(name)) for code, name in named)
        self.rows: Sequence[Row] = sorted(rows, key=lambda row: (len(row.folded), row.code))
        self.folded = rows_by_word(row.folded for row in self.rows)
        self.exact = rows_by_word(row.exact for row in self.rows)
        self.words: Sequence[str] = sorted(self.folded)
        self.by_code: Mapping[str, Row] = {row.code: row for row in sorted(self.rows, key=lambda row: row.code)}
        self.codes: Sequence[str] = list(self.by_code)
        listed = (Sector(key, name, folded_of(name)) for key, name in sectors)
        self.sectors: Sequence[Sector] = sorted(listed, key=lambda sector: (len(sector.name), sector.name))

    def of_code(self, begun: str, limit: int) -> list[Row]:
        """Those whose code begins so."""
        found = range(bisect_left(self.codes, begun), len(self.codes))[:limit]
        return [self.by_code[self.codes[place]] for place in found if self.codes[place].startswith(begun)]

    def having(self, words: Sequence[Syllable], limit: int) -> list[Row]:
        """Those with every word, the last one unfinished: neighbours, accents and short names first."""
        bits = self._begun(words[-1].folded)
        for word in words[:-1]:
            bits &= self.folded.get(word.folded, 0)
        accented = bits
        for word in words:
            if word.has_accents and word.exact in self.exact:
                accented &= self.exact[word.exact]
        looked_at = dict.fromkeys((*places(accented, LOOKED_AT), *places(bits, LOOKED_AT)))
        return sorted((self.rows[place] for place in looked_at), key=lambda row: -_worth(row, words))[:limit]

    def _begun(self, prefix: str) -> int:
        """The rows that have a syllable with this beginning."""
        bits = 0
        for place in range(bisect_left(self.words, prefix), len(self.words)):
            if not self.words[place].startswith(prefix):
                break
            bits |= self.folded[self.words[place]]
        return bits


def _worth(row: Row, words: Sequence[Syllable]) -> float:
    """How well a name answers what was typed."""
    neighbours = set(pairwise(row.folded))
    typed = list(pairwise(word.folded for word in words))
    beside = sum(pair in neighbours for pair in typed[:-1])
    if typed:
        left, begun = typed[-1]
        beside += any(one == left and other.startswith(begun) for one, other in neighbours)
    accented = [word.exact for word in words if word.has_accents]
    worth = len(words) / len(row.folded)
    worth += BESIDE * beside / len(typed) if typed else 0.0
    return worth + (ACCENTS * sum(exact in row.exact for exact in accented) / len(accented) if accented else 0.0)


@lru_cache(maxsize=40_000)  # most names outlive many changes of the record
def _forms(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Exact and folded syllables of a name."""
    found = syllables(name)
    return tuple(each.exact for each in found), tuple(each.folded for each in found)


def folded_of(text: str) -> tuple[str, ...]:
    """The folded syllables of a short text."""
    return _forms(text)[1]


_kept: Kept[Names] = Kept(8)


def names(day: dt.date, locale: str) -> Names:
    """Made anew when the change log has moved on."""
    return _kept.get((day, locale), lambda: _read(day, locale))


def _read(day: dt.date, locale: str) -> Names:
    standing = [row for row in overview(day, locale).values() if row.standing.state == State.IN_FORCE]
    told = sector_names()
    sectors = {row.sector for row in standing if row.sector}
    return Names(((row.code, row.name) for row in standing), ((key, told.on(key, day, locale)) for key in sectors))
