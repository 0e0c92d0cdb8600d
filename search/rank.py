"""The second stage: the engine's best hits, put in order by what a clerk would look at in their names.

The engine weighs words; here stands how much of the question a name answers, how much of the name was asked for, in
what order the words come, and whether the name does what the citizen wants done. The same numbers for both engines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from .engines import Hit
from .query.intent import FIRST, action_of
from .query.tokens import Reading, Unit
from .text import body_terms
from .vocabulary import Vocabulary

WINDOW = 30  # hits that are put in order anew
AGREEING = 10  # of them tell the sector that the question is about


@dataclass(frozen=True)
class Shares:
    """What each feature adds to the engine's score, whose best hit counts 1.

    Found on tests/relevance/tune.tsv by tools/tune_search.py.
    """

    coverage: float = 0.75
    precision: float = 0.5
    order: float = 0.27
    action: float = 0.12
    other_action: float = 0.08
    default_action: float = 0.0
    level: float = 0.15
    sector: float = 0.4
    popularity: float = 0.2


SHARES = Shares()


@dataclass(frozen=True)
class Name:
    """What the second stage knows of a name."""

    folded: tuple[str, ...]
    words: frozenset[str]
    exact: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    action: str | None


@dataclass(frozen=True)
class Ranked:
    """A hit in its final place, with what each feature gave."""

    hit: Hit
    score: float
    features: Mapping[str, float] = field(default_factory=dict)


@lru_cache(maxsize=20_000)
def name_of(text: str) -> Name:
    exact, folded = (each.split() for each in body_terms(text))
    if folded[:2] == ["thu", "tuc"]:
        exact, folded = exact[2:], folded[2:]
    neighbours = frozenset(pairwise(folded))
    return Name(tuple(folded), frozenset(folded), frozenset(exact), neighbours, action_of(exact, folded))


def rank(
    hits: Sequence[Hit],
    reading: Reading,
    vocabulary: Vocabulary,
    popularity: Mapping[str, float] | None = None,
    chosen: Sequence[str] = (),
    shares: Shares = SHARES,
    called: Mapping[str, Sequence[str]] | None = None,
) -> list[Ranked]:
    """The hits, best first. Equal ones stay in the order of codes. Those that were chosen stand before all others.

    `called` are everyday names by code: a hit is judged by the name that answers best.
    """
    if chosen:
        rest = [hit for hit in hits if hit.code not in chosen]
        others = rank(rest, reading, vocabulary, popularity, (), shares, called)
        top = others[0].score if others else 0.0
        first = sorted((hit for hit in hits if hit.code in chosen), key=lambda hit: chosen.index(hit.code))
        return [*(Ranked(hit, top + 1.0, {"chosen": 1.0}) for hit in first), *others]
    if not hits:
        return []
    best = max(hit.score for hit in hits) or 1.0
    asked = Asked(reading, vocabulary)
    ranked = []
    also = called or {}
    every = [asked.features(hit, shares, also.get(hit.code, ())) for hit in hits]
    sectors = of_sectors(hits, [sum(each.values()) + hit.score / best for each, hit in zip(every, hits, strict=True)])
    for hit, features in zip(hits, every, strict=True):
        features["sector"] = shares.sector * sectors.get(hit.sector, 0.0)
        if popularity:
            features["popularity"] = shares.popularity * popularity.get(hit.code, 0.0)
        features["engine"] = hit.score / best
        ranked.append(Ranked(hit, sum(features.values()), features))
    ranked.sort(key=lambda each: (-round(each.score, 4), each.hit.code))
    return ranked


def of_sectors(hits: Sequence[Hit], scores: Sequence[float]) -> dict[str, float]:
    """How much of the best hits' weight each sector has: where most of them come from is what the question is about."""
    best = sorted(zip(scores, hits, strict=True), key=lambda row: -row[0])[:AGREEING]
    held: dict[str, float] = {}
    for score, hit in best:
        held[hit.sector] = held.get(hit.sector, 0.0) + max(score, 0.0) ** 2
    total = sum(held.values()) or 1.0
    return {sector: weight / total for sector, weight in held.items()}


@dataclass(frozen=True)
class Piece:
    """One unit of the question: its words and what they stand for, each with its weights."""

    weight: float
    own: Sequence[tuple[str, str, float]]  # folded, exact where accents were typed, weight
    total: float  # weight of them all
    others: Sequence[tuple[float, float, Sequence[tuple[str, float]]]]  # trust, weight of all, words with weights


class Asked:
    """The question, made ready to be compared with many names."""

    def __init__(self, reading: Reading, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.pieces = [piece for unit in reading.units if not unit.soft and (piece := self._piece(unit)).weight]
        actions = [action_of(each.folded, each.folded) for unit in reading.units for each in unit.alternatives[:1]]
        self.action = next((action for action in (reading.action, *actions) if action), None)
        self.levels = set(reading.levels)
        self.total = sum(piece.weight for piece in self.pieces) or 1.0
        words = [word.folded for unit in reading.units for word in unit.syllables]
        self.pairs = set(pairwise(words))
        self.other_pairs = {
            pair for unit in reading.units for each in unit.alternatives for pair in pairwise(each.folded)
        }
        self.words: dict[str, float] = {}  # what a name may be asked for, with weight times trust
        for piece in self.pieces:
            for folded, _exact, weight in piece.own:
                self.words[folded] = weight
            for trust, _whole, other in piece.others:
                for folded, weight in other:
                    self.words[folded] = max(self.words.get(folded, 0.0), trust * weight)

    def _piece(self, unit: Unit) -> Piece:
        weight = self.vocabulary.weight
        own = [(word.folded, word.exact if word.has_accents else "", weight(word.folded)) for word in unit.syllables]
        others = [(each.weight, [(word, weight(word)) for word in each.folded]) for each in unit.alternatives]
        known = [held for folded, _exact, held in own if folded in self.vocabulary.folded]
        # How telling it is, by its own words or what they stand for; nothing where no name could ever hold it.
        sums = [
            sum(each) / len(each) ** 0.5 for each in (known, *([w for _, w in other] for _, other in others)) if each
        ]
        return Piece(
            max(sums, default=0.0),
            own,
            sum(held for _folded, _exact, held in own),
            [(trust, sum(held for _word, held in other), other) for trust, other in others],
        )

    def features(self, hit: Hit, shares: Shares, called: Sequence[str] = ()) -> dict[str, float]:
        own = name_of(hit.name)
        found = max(
            (self.of_name(name, shares) for name in (own, *map(name_of, called))), key=lambda each: sum(each.values())
        )
        found["action"] = self.of_action(own, shares)
        if self.levels:
            found["level"] = shares.level * bool(self.levels & set(hit.levels))
        return found

    def of_name(self, name: Name, shares: Shares) -> dict[str, float]:
        return {
            "coverage": shares.coverage * self.coverage(name),
            "precision": shares.precision * self.precision(name),
            "order": shares.order * self.order(name),
        }

    def coverage(self, name: Name) -> float:
        """How much of the question the name answers, rare words counting more."""
        held, words = 0.0, name.words
        for piece in self.pieces:
            matched, wrong = 0.0, 0
            for folded, exact, weight in piece.own:
                if folded in words:
                    matched += weight
                    if exact and exact not in name.exact:
                        wrong += 1
            best = matched / piece.total * (1 - 0.4 * wrong / len(piece.own)) if matched else 0.0
            for trust, whole, other in piece.others:
                if trust > best and whole:
                    here = sum([weight for word, weight in other if word in words])
                    best = max(best, trust * (here / whole) ** 1.5)
            held += piece.weight * best
        return held / self.total

    def precision(self, name: Name) -> float:
        """How much of the name was asked for."""
        total = self.vocabulary.weight_of_name(name.words)
        words = name.words
        return sum([weight for word, weight in self.words.items() if word in words]) / total if total else 0.0

    def order(self, name: Name) -> float:
        """How many neighbours of the question are neighbours in the name."""
        own = len(self.pairs & name.pairs) / len(self.pairs) if self.pairs else 0.0
        if not self.other_pairs:
            return own
        return max(own, len(self.other_pairs & name.pairs) / len(self.other_pairs))

    def of_action(self, name: Name, shares: Shares) -> float:
        """Whether the name does what is wanted; a question that names no action wants something for the first time."""
        if self.action:
            if name.action == self.action:
                return shares.action
            return -shares.other_action if name.action else 0.0
        return shares.default_action if name.action in {FIRST, None} else 0.0
