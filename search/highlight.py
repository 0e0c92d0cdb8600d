"""Marked words in a name and in the best passage, as pieces of text and never as HTML."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product

from register.answer import Answer
from register.document import body_of
from register.kept import Kept

from .query.tokens import Reading, Unit
from .text import Syllable, body_terms, syllables

LONGEST = 180  # characters of a passage
SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n+")


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


def highlight(text: str, marks: frozenset[str], prefixes: tuple[str, ...] = ()) -> list[Piece]:
    """The text cut into marked and plain pieces; joined they are the text again.

    A mark with accents marks that syllable alone, one without marks every syllable that folds to it, a
    prefix every syllable whose folded form begins so.
    """
    return pieces(
        text,
        (
            each
            for each in syllables(text)
            if each.exact in marks or each.folded in marks or (prefixes and each.folded.startswith(prefixes))
        ),
    )


def pieces(text: str, marked: Iterable[Syllable]) -> list[Piece]:
    """The text cut at these syllables; neighbours are one piece."""
    found: list[Piece] = []
    at = 0
    for syllable in marked:
        begin = at if found and found[-1].marked and text[at : syllable.start].isspace() else syllable.start
        if begin > at:
            found.append(Piece(text[at:begin], False))
        if found and found[-1].marked:
            found[-1] = Piece(found[-1].text + text[begin : syllable.end], True)
        else:
            found.append(Piece(text[begin : syllable.end], True))
        at = syllable.end
    if at < len(text) or not found:
        found.append(Piece(text[at:], False))
    return found


# -- Passages ---------------------------------------------------------------------------------------------------------

Word = tuple[str, str]  # exact and folded
Pair = tuple[str, str]  # neighbours, each exact where its accents are known, else folded
Sentence = tuple[str, list[Word]]


def best_passage(answer: Answer, reading: Reading | None) -> list[Piece]:
    """The sentence of the procedure's text that answers most of what its name leaves open; [] where there is none.

    Any long text holds any common syllable, so only those beside a neighbour of the question count and are marked.
    """
    if answer.edition is None or reading is None:
        return []
    units = [unit for unit in reading.units if not unit.soft]
    name = {word for each in _words(answer.name or "") for word in each}
    left_open = [unit for unit in units if not any(name.issuperset(run) for run in _runs_of(unit))]
    if not left_open:
        return []
    neighbours = _neighbours(units)
    wanted = {pair for pair in neighbours if not name.issuperset(pair)}
    best, most = "", 0
    for sentence, words in _sentences(answer):
        held = len({pair for one in pairwise(words) for pair in product(*one) if pair in wanted})
        if held > most:
            best, most = sentence, held
    if not most:
        return []
    shown = _around(best, wanted)
    return pieces(shown, _marked(shown, neighbours))


def _runs_of(unit: Unit) -> list[tuple[str, ...]]:
    """The unit's own words, and what they stand for."""
    own = tuple(word.exact if word.has_accents else word.folded for word in unit.syllables)
    return [own, *(each.marks for each in unit.alternatives)]


def _neighbours(units: Iterable[Unit]) -> set[Pair]:
    listed = list(units)
    found = {pair for unit in listed for run in _runs_of(unit) for pair in pairwise(run)}
    for left, right in pairwise(listed):
        found |= {(one[-1], other[0]) for one in _runs_of(left) for other in _runs_of(right) if one and other}
    return found


def _words(text: str) -> list[Word]:
    exact, folded = body_terms(text)
    return list(zip(exact.split(), folded.split(), strict=True))


def _marked(text: str, neighbours: set[Pair]) -> list[Syllable]:
    """The syllables that stand beside another of the question, as there."""
    found = syllables(text)
    marked: set[int] = set()
    for place, (left, right) in enumerate(pairwise(found)):
        if any(pair in neighbours for pair in product((left.exact, left.folded), (right.exact, right.folded))):
            marked |= {place, place + 1}
    return [found[place] for place in sorted(marked)]


def _sentences(answer: Answer) -> list[Sentence]:
    edition = answer.edition
    assert edition is not None  # noqa: S101 - asked by the caller
    return _kept.get((answer.code, answer.on, answer.locale), lambda: _cut(body_of(edition.data)))


def _cut(texts: Iterable[str]) -> list[Sentence]:
    return [(each.strip(), _words(each)) for text in texts for each in SENTENCE.split(text) if each.strip()]


_kept: Kept[list[Sentence]] = Kept(200)


def _around(sentence: str, wanted: set[Pair]) -> str:
    """At most LONGEST characters, cut at words, with the first marked word near the beginning."""
    if len(sentence) <= LONGEST:
        return sentence
    marked = _marked(sentence, wanted)
    begin = max(0, min(marked[0].start - LONGEST // 3, len(sentence) - LONGEST)) if marked else 0
    begin = sentence.find(" ", begin) + 1 if begin else 0
    cut = sentence[begin : begin + LONGEST]
    is_last = begin + len(cut) >= len(sentence)
    return ("…" if begin else "") + (cut if is_last else cut.rsplit(" ", 1)[0] + "…")
