"""Sentences that are nearly said already: what of the memory comes close to a sentence, with the difference marked.

Python's difflib is quick enough, since only the few candidates that share most words are compared word by word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from register.compare import WORD, Piece, pieces_of_words

CANDIDATES = 4000  # sentences of the memory that are weighed, those approved last
SHARED = 0.55  # of the words, to be weighed at all
ALIKE = 0.6  # of the text, to be offered
WEIGHED = 3
SHOWN = 2
LONGEST = 3000  # letters; longer texts are not weighed


@dataclass(frozen=True)
class Near:
    """A sentence of the memory. `pieces` are both Vietnamese sentences in one, its own and the asked one."""

    source: str
    data: str
    percent: int
    pieces: Sequence[Piece]


def near(asked: Mapping[int, str], known: Iterable[tuple[str, str]]) -> dict[int, list[Near]]:
    """For each sentence the nearest of (sentence, translation), best first; none that says the very same."""
    candidates: dict[str, str] = {}
    for source, data in known:
        candidates.setdefault(source, data)
    weighed = [(source, frozenset(_words(source))) for source in candidates if len(source) <= LONGEST]
    found = {}
    for key, text in asked.items():
        if len(text) <= LONGEST:
            rows = list(_nearest(text, weighed))
            found[key] = [
                Near(source, candidates[source], round(ratio * 100), pieces_of_words(source, text))
                for ratio, source in rows
            ]
    return found


def _nearest(text: str, weighed: Sequence[tuple[str, frozenset[str]]]) -> list[tuple[float, str]]:
    words = frozenset(_words(text))
    if not words:
        return []
    shared = (
        (2 * len(words & other) / (len(words) + len(other)), source)
        for source, other in weighed
        if source != text and 0.4 <= (len(other) or 1) / len(words) <= 2.5
    )
    best = nlargest(WEIGHED, (each for each in shared if each[0] >= SHARED))
    alike = ((_ratio(source, text), source) for _share, source in best)
    return nlargest(SHOWN, (each for each in alike if each[0] >= ALIKE))


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, _marked(one), _marked(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _marked(text: str) -> list[str]:
    """Words and signs, without the spaces between."""
    return [piece for piece in WORD.findall(text) if not piece.isspace()]


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if word[0].isalnum()]
