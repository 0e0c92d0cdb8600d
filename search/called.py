"""Everyday names (tên thường gọi) from the guides that count on a day: what a procedure is also called.

They stand in the process, as the names of procedures do. Whoever types one of them whole means its procedure.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from register.guide import guides
from register.kept import Kept

from .query.tokens import words_of
from .text import Syllable

Words = tuple[Syllable, ...]


@dataclass(frozen=True)
class Called:
    """`names` by code, and the names that have the same folded words, with their codes in order."""

    names: Mapping[str, Sequence[str]]
    by_words: Mapping[tuple[str, ...], Sequence[tuple[Words, str]]]

    def meant(self, asked: Sequence[Syllable]) -> list[str]:
        """The codes that are called just so; what is typed without accents fits either way."""
        listed = self.by_words.get(tuple(word.folded for word in asked), ())
        return [
            code
            for words, code in listed
            if all(not typed.has_accents or typed.exact == own.exact for typed, own in zip(asked, words, strict=True))
        ]


def called(day: dt.date, locale: str) -> Called:
    return _kept.get((day, locale), lambda: _read(day, locale))


_kept: Kept[Called] = Kept(8)


def _read(day: dt.date, locale: str) -> Called:
    names: dict[str, Sequence[str]] = {}
    by_words: dict[tuple[str, ...], list[tuple[Words, str]]] = {}
    for code, guide in sorted(guides(day, locale).items()):
        if guide.data["names"]:
            names[code] = guide.data["names"]
        for name in guide.data["names"]:
            words = tuple(words_of(name))
            if words:
                by_words.setdefault(tuple(word.folded for word in words), []).append((words, code))
    return Called(names, by_words)
