"""Typing errors: only what no text holds is corrected, and the neighbours choose among the candidates.

No engine-wide fuzziness: one edit of a syllable of two to five letters is another syllable that exists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from register.vietnamese import fold

from ..text import Syllable
from ..vocabulary import Vocabulary
from . import intent
from .letters import from_telex, from_vni, is_syllable, written
from .tokens import Alternative, Reading, respelled

LETTERS = "abcdeghiklmnopqrstuvxy"
# What the ear or a neighbouring key confuses costs less than any other error.
SOUNDS = (
    ("ch", "tr"), ("s", "x"), ("gi", "d"), ("r", "d"), ("r", "gi"), ("l", "n"), ("i", "y"), ("c", "k"),
    ("v", "d"), ("ng", "n"), ("nh", "n"), ("c", "t"), ("gh", "g"), ("ngh", "ng"), ("q", "k"), ("ie", "e"),
    ("uu", "uo"), ("oo", "o"), ("ph", "f"), ("z", "d"), ("w", "u"), ("j", "gi"),
)  # fmt: skip
NEIGHBOUR = 3.0  # weight of a pair that texts hold, against the frequency of the word alone
MAX_LETTERS = 14  # a longer run is no mistyped syllable
SURE = 1.5  # the best candidate stands alone when it leads by so much


@dataclass(frozen=True)
class Candidate:
    folded: str
    score: float


def untyped(reading: Reading, vocabulary: Vocabulary, known: frozenset[str]) -> None:
    """Leftovers of Telex and VNI become the syllables they were meant to be."""
    for place, word in enumerate(reading.words):
        if word.has_accents or vocabulary.knows(word.folded) or word.folded in known or len(word.folded) < 2:
            continue
        made = from_telex(word.written) or from_vni(word.written)
        if made and len(fold(made)) > 1 and vocabulary.knows(fold(made)):
            reading.words[place] = respelled(word, made)
            reading.note("telex", f"{word.written} → {made}")


def parted(reading: Reading, vocabulary: Vocabulary, known: frozenset[str]) -> None:
    """Words written together are parted (`khaisinh`), and a word torn apart is joined (`kh ai`)."""
    words: list[Syllable] = []
    for word in reading.words:
        if is_known(word.folded, vocabulary, known) or not word.folded.isalpha():
            words.append(word)
            continue
        if words and not is_known(words[-1].folded, vocabulary, known):
            joined = words[-1].written + word.written
            if fold(joined) in vocabulary.folded:
                reading.note("joined", f"{words[-1].written} {word.written} → {joined}")
                words[-1] = respelled(words[-1], joined)
                continue
        pieces = _pieces(word, vocabulary)
        if pieces:
            reading.note("parted", f"{word.written} → {' '.join(piece.written for piece in pieces)}")
        words += pieces or [word]
    reading.words = words


def _pieces(word: Syllable, vocabulary: Vocabulary) -> list[Syllable]:
    """The best way to cut a word in two or three that follow each other in some text; none where there is no way."""
    letters = word.folded
    same_length = len(letters) == len(word.written)
    best: tuple[int, list[int]] = (0, [])
    for first in range(1, len(letters) - 1):
        left, right = letters[:first], letters[first:]
        if (count := vocabulary.pair.get(f"{left}_{right}", 0)) > best[0]:
            best = (count, [first])
        if left not in vocabulary.folded:
            continue
        for second in range(first + 1, len(letters) - 1):
            middle, last = letters[first:second], letters[second:]
            count = min(vocabulary.pair.get(f"{left}_{middle}", 0), vocabulary.pair.get(f"{middle}_{last}", 0))
            if count > best[0]:
                best = (count, [first, second])
    if not best[1] or len(letters) < 4:
        return []
    source = word.written if same_length else letters
    edges = [0, *best[1], len(letters)]
    return [respelled(word, source[begin:end]) for begin, end in pairwise(edges)]


def corrected(
    reading: Reading, vocabulary: Vocabulary, known: frozenset[str], meant: frozenset[int] = frozenset()
) -> dict[int, tuple[Alternative, ...]]:
    """Unknown syllables get the best known one in their place; where others come near, those stand beside it.

    A syllable that exists, though no name holds it, may well be meant: there only neighbours can tell. The places
    `meant` belong to an expression of the thesaurus. Returns the alternatives by place.
    """
    beside: dict[int, tuple[Alternative, ...]] = {}
    for place, word in enumerate(reading.words):
        if place in meant or word.folded in vocabulary.folded or not 2 <= len(word.folded) <= MAX_LETTERS:
            continue
        if word.has_accents and word.exact in intent.EXACT_FILLERS:
            continue
        if not word.folded.isalpha() or not any(letter in "aeiouy" for letter in word.folded):
            continue  # letters for words, see `acronyms`
        found = candidates(reading.words, place, vocabulary)
        if not found:
            continue
        if (is_known(word.folded, vocabulary, known) or is_syllable(word.folded)) and not _fits(
            found[0].folded, reading.words, place, vocabulary
        ):
            continue
        best = found[0]
        shown = _shown(best.folded, word, vocabulary)
        reading.words[place] = respelled(word, shown)
        reading.note("spelling", f"{word.written} → {shown}")
        near = [each for each in found[1:3] if best.score - each.score < SURE]
        if near:
            beside[place] = tuple(Alternative((each.folded,), 0.7, "spelling") for each in near)
    return beside


def candidates(words: Sequence[Syllable], place: int, vocabulary: Vocabulary) -> list[Candidate]:
    """Known syllables near this one, the likeliest first."""
    letters = words[place].folded
    left = words[place - 1].folded if place else ""
    right = words[place + 1].folded if place + 1 < len(words) else ""
    found: dict[str, float] = {}
    for made, cost in one_error_away(letters):
        if made in vocabulary.folded:
            score = log(1 + vocabulary.folded[made]) - 2 * cost
            score += NEIGHBOUR * log(1 + vocabulary.pair.get(f"{left}_{made}", 0))
            score += NEIGHBOUR * log(1 + vocabulary.pair.get(f"{made}_{right}", 0))
            found[made] = max(found.get(made, score), score)
    return [Candidate(*row) for row in sorted(found.items(), key=lambda row: (-row[1], row[0]))]


def _fits(folded: str, words: Sequence[Syllable], place: int, vocabulary: Vocabulary) -> bool:
    """Whether texts hold it beside the neighbours of that place: beside both in the midst of words with accents, where
    an error is less likely than a word that no name has."""
    left = f"{words[place - 1].folded}_{folded}" if place else ""
    right = f"{folded}_{words[place + 1].folded}" if place + 1 < len(words) else ""
    both = bool(left and right) and words[place].has_accents
    sides = (left in vocabulary.pair) + (right in vocabulary.pair)
    return sides >= (2 if both else 1)


def one_error_away(letters: str) -> Iterator[tuple[str, float]]:
    """Spellings one error away with what the error costs."""
    for one, other in SOUNDS:
        for here, there in ((one, other), (other, one)):
            at = letters.find(here)
            while at >= 0:
                yield letters[:at] + there + letters[at + len(here) :], 0.5
                at = letters.find(here, at + 1)
    for at in range(len(letters)):
        if at + 1 < len(letters):
            yield letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :], 0.6
        yield letters[:at] + letters[at + 1 :], 0.8 if at and letters[at] == letters[at - 1] else 1.0
        for letter in LETTERS:
            yield letters[:at] + letter + letters[at + 1 :], 1.0
    for at in range(len(letters) + 1):
        for letter in LETTERS:
            yield letters[:at] + letter + letters[at:], 0.9


def is_known(folded: str, vocabulary: Vocabulary, known: frozenset[str]) -> bool:
    """Whether some text, or a rule of ours, holds the word. A word of bodies alone must be a possible syllable: bodies
    are long enough to hold typing errors of their own."""
    return (
        folded in vocabulary.folded or folded in known or (vocabulary.body.get(folded, 0) > 1 and is_syllable(folded))
    )


def _shown(folded: str, typed: Syllable, vocabulary: Vocabulary) -> str:
    """The correction as the citizen would have typed it: with accents only where they used some."""
    if not typed.has_accents:
        return folded
    exact = vocabulary.spellings.get(folded)
    return written(exact) if exact else folded
