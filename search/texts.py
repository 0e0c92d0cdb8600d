"""Short texts that stand in the process, found by their words: what is no procedure and in no index."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .bits import places, rows_by_word
from .query.intent import filler_at
from .query.tokens import normal_text, words_of
from .text import Syllable, body_terms, pairs

LOOKED_AT = 200  # texts that are weighed of all that have the words: the first ones


class Texts:
    """Titles with texts, in the order in which equals are found."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        titles, texts, exact = [], [], []
        for title, text in rows:
            own, folded = (each.split() for each in body_terms(title))
            written, more = (each.split() for each in body_terms(text))
            titles.append(folded)
            texts.append([*folded, *more, *pairs(folded), *pairs(more)])
            exact.append([*own, *written])
        self.titles, self.texts, self.exact = (rows_by_word(each) for each in (titles, texts, exact))

    def having(self, query: str, limit: int) -> list[int]:
        """The places of those with every word of the query that is no filler, best first.

        A single word has to stand in the title; of several half must be neighbours in the text as in the query.
        """
        words = telling(words_of(normal_text(query)))
        if not words:
            return []
        in_title, anywhere, accented = -1, -1, -1
        for word in words:
            in_title &= self.titles.get(word.folded, 0)
            anywhere &= self.texts.get(word.folded, 0)
            if word.has_accents:
                accented &= self.exact.get(word.exact, 0)
        beside = [self.texts.get(f"{left.folded}_{right.folded}", 0) for left, right in pairwise(words)]
        found = [
            (-(in_title >> place & 1), -(accented >> place & 1), order, place)
            for order, place in enumerate(dict.fromkeys((*places(in_title, LOOKED_AT), *places(anywhere, LOOKED_AT))))
            if in_title >> place & 1 or (beside and sum(bits >> place & 1 for bits in beside) * 2 >= len(beside))
        ]
        return [place for *_worth, place in sorted(found)[:limit]]


def telling(words: Sequence[Syllable]) -> list[Syllable]:
    """The words without those that only say that somebody asks; all of them where nothing else is left."""
    exact, folded = [word.exact for word in words], [word.folded for word in words]
    kept, place = [], 0
    while place < len(words):
        fillers = filler_at(exact, folded, place)
        if not fillers:
            kept.append(words[place])
        place += fillers or 1
    return kept or list(words)
