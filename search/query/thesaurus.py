"""Everyday words and acronyms, and what they stand for in official language."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..text import Syllable, forms
from .letters import is_syllable

SHIPPED = Path(__file__).resolve().parent.parent / "thesaurus"
COLUMNS = ("expression", "stands_for", "kind", "direction", "unaccented", "weight")
ACRONYM, WORD, SITUATION = "acronym", "word", "situation"
SHORT = "short"  # a row read from its other end: the texts may have the short form of what was typed in full


@dataclass(frozen=True)
class Row:
    """One row: an expression, what it stands for (best first), and how it may fire."""

    expression: str
    stands_for: tuple[str, ...]
    kind: str
    both_ways: bool
    unaccented: bool  # whether it may fire where it is typed without accents
    weight: float


@dataclass(frozen=True)
class Meaning:
    """What an expression stands for, ready to be looked for."""

    exact: tuple[str, ...]  # the expression
    folded: tuple[str, ...]
    stands_for: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # exact and folded
    kind: str
    unaccented: bool
    weight: float
    expression: str


class Thesaurus:
    """Rows, found by the words of a query."""

    def __init__(self, rows: Iterable[Row]) -> None:
        # By the first word, then by the second ("" for expressions of one word): most words begin many expressions.
        self._begun: dict[str, dict[str, list[Meaning]]] = {}
        self.words: frozenset[str] = frozenset()
        words: set[str] = set()
        for meaning in _meanings(rows):
            first, second = (*meaning.folded, "")[:2]
            self._begun.setdefault(first, {}).setdefault(second, []).append(meaning)
            words.update(meaning.folded)
        for by_second in self._begun.values():
            for listed in by_second.values():
                listed.sort(key=lambda each: -len(each.folded))
        self.words = frozenset(words)

    def at(self, words: Sequence[Syllable], place: int, accented: bool) -> Iterator[Meaning]:
        """The expressions that begin at this word, longest first. `accented`: the query has accents somewhere."""
        begun = self._begun.get(words[place].folded)
        if begun is None:
            return
        following = words[place + 1].folded if place + 1 < len(words) else ""
        rest = tuple([word.folded for word in words[place:]])
        for meaning in (*begun.get(following, ()), *(begun.get("", ()) if following else ())):
            length = len(meaning.folded)
            if rest[:length] == meaning.folded and _fires(meaning, words[place : place + length], accented):
                yield meaning


def _fires(meaning: Meaning, span: Sequence[Syllable], accented: bool) -> bool:
    """Exact as typed; without accents only where the row allows it."""
    if tuple(word.exact for word in span) == meaning.exact:
        return True
    if meaning.kind == ACRONYM:
        # Letters that are also a syllable (CO, AT) mean the letters only in capitals.
        return not is_syllable(span[0].folded) or (len(span) == 1 and span[0].written.isupper())
    if any(word.has_accents and word.exact != exact for word, exact in zip(span, meaning.exact, strict=True)):
        # One wrong accent in a long expression is a typing error, in a short one another word.
        wrong = sum(word.exact != exact for word, exact in zip(span, meaning.exact, strict=True))
        return wrong == 1 and len(span) > 2
    return meaning.unaccented and not (accented and len(span) == 1)


def _meanings(rows: Iterable[Row]) -> Iterator[Meaning]:
    for row in rows:
        own = forms_of(row.expression)
        others = [forms_of(text) for text in row.stands_for]
        if not own[0] or not others:
            continue
        yield Meaning(*own, tuple(others), row.kind, row.unaccented, row.weight, row.expression)
        if row.both_ways:
            for text, (exact, folded) in zip(row.stands_for, others, strict=True):
                yield Meaning(exact, folded, (own,), SHORT, len(folded) > 2, row.weight, text)


@cache
def forms_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Exact and folded words of an expression."""
    pairs = [forms(word.strip(".,;()")) for word in text.replace("-", " ").replace("/", " ").split()]
    kept = [pair for pair in pairs if pair[1]]
    return tuple(pair[0] for pair in kept), tuple(pair[1] for pair in kept)


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of one file of the thesaurus. Raises ValueError with file and line for a row that cannot be read."""
    with path.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, line in enumerate(reader, 2):
            try:
                yield Row(
                    expression=line["expression"],
                    stands_for=tuple(text.strip() for text in line["stands_for"].split("|")),
                    kind=line["kind"],
                    both_ways=line["direction"] == "both",
                    unaccented=line.get("unaccented", "yes") != "no",
                    weight=float(line["weight"]),
                )
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error


@cache
def shipped_rows() -> tuple[Row, ...]:
    """The rows that come with the product."""
    return tuple(row for path in sorted(SHIPPED.glob("*.tsv")) for row in read_rows(path))


@cache
def shipped() -> Thesaurus:
    """The thesaurus that comes with the product."""
    return Thesaurus(shipped_rows())
