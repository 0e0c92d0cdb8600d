"""The second stage: the engine's best hits, put in order by what a clerk would look at in their names.

The engine weighs words; here stands how much of the question a name answers, how much of the name was asked for, in what
order the words come, and whether the name does what the citizen wants done. The same numbers for both engines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .engines import Hit
from .query.intent import FIRST, action_of
from .query.tokens import Reading, Unit
from .text import body_terms
from .vocabulary import Vocabulary

WINDOW = 50  # hits that are put in order anew
AGREEING = 10  # of them tell the sector that the question is about


@dataclass(frozen=True)
class Shares:
    """What each feature adds to the engine's score, whose best hit counts 1. Found on tests/relevance/tune.tsv."""

    coverage: float = 1.0
    precision: float = 0.5
    order: float = 0.2
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
    neighbours = frozenset(zip(folded, folded[1:], strict=False))
    return Name(tuple(folded), frozenset(folded), frozenset(exact), neighbours, action_of(exact, folded))


def rank(
    hits: Sequence[Hit],
    reading: Reading,
    vocabulary: Vocabulary,
    popularity: Mapping[str, float] | None = None,
    shares: Shares = SHARES,
) -> list[Ranked]:
    """The hits, best first. Equal ones stay in the order of codes."""
    if not hits:
        return []
    best = max(hit.score for hit in hits) or 1.0
    asked = Asked(reading, vocabulary)
    ranked = []
    every = [asked.features(hit, shares) for hit in hits]
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


class Asked:
    """The question, made ready to be compared with many names."""

    def __init__(self, reading: Reading, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.units = []
        actions = [reading.action]
        for unit in reading.units:
            own = tuple((word.folded, word.exact if word.has_accents else "") for word in unit.syllables)
            weight = 0.0 if unit.soft else self.weight_of(unit)
            others = [(each.folded, each.weight) for each in unit.alternatives]
            if weight:
                self.units.append((own, weight, others))
            actions += [action_of(each.folded, each.folded) for each in unit.alternatives[:1]]
        self.action = next((action for action in actions if action), None)
        self.levels = set(reading.levels)
        self.total = sum(weight for _own, weight, _others in self.units) or 1.0
        words = [word.folded for unit in reading.units for word in unit.syllables]
        self.pairs = set(zip(words, words[1:], strict=False))
        self.other_pairs = {
            pair
            for unit in reading.units
            for each in unit.alternatives
            for pair in zip(each.folded, each.folded[1:], strict=False)
        }
        self.weights: dict[str, float] = {}
        for own, _weight, others in self.units:
            for folded, _exact in own:
                self.weights[folded] = 1.0
            for other, held in others:
                for folded in other:
                    self.weights[folded] = max(self.weights.get(folded, 0.0), held)

    def weight_of(self, unit: Unit) -> float:
        """How telling a unit is, by its own words or what they stand for; nothing where no name could ever hold it."""
        words = [word.folded for word in unit.syllables if word.folded in self.vocabulary.folded]
        held = [words, *(list(each.folded) for each in unit.alternatives)]
        sums = [sum(self.vocabulary.weight(word) for word in each) / len(each) ** 0.5 for each in held if each]
        return max(0.0, max(sums, default=0.0))

    def features(self, hit: Hit, shares: Shares) -> dict[str, float]:
        name = name_of(hit.name)
        found = {
            "coverage": shares.coverage * self.coverage(name),
            "precision": shares.precision * self.precision(name),
            "order": shares.order * self.order(name),
            "action": self.of_action(name, shares),
        }
        if self.levels:
            found["level"] = shares.level * bool(self.levels & set(hit.levels))
        return found

    def coverage(self, name: Name) -> float:
        """How much of the question the name answers, rare words counting more."""
        held = 0.0
        for own, weight, others in self.units:
            best = self.share_of([folded for folded, _exact in own], name)
            wrong = sum(bool(exact) and folded in name.words and exact not in name.exact for folded, exact in own)
            best *= 1 - 0.4 * wrong / len(own)
            for other, trust in others:
                best = max(best, trust * self.share_of(other, name) ** 1.5)
            held += weight * best
        return held / self.total

    def share_of(self, words: Sequence[str], name: Name) -> float:
        total = sum(self.vocabulary.weight(word) for word in words)
        if total <= 0:
            return float(all(word in name.words for word in words))
        return max(0.0, sum(self.vocabulary.weight(word) for word in words if word in name.words)) / total

    def precision(self, name: Name) -> float:
        """How much of the name was asked for."""
        total = asked = 0.0
        for word in name.words:
            weight = max(self.vocabulary.weight(word), 0.0)
            total += weight
            asked += weight * self.weights.get(word, 0.0)
        return asked / total if total else 0.0

    def order(self, name: Name) -> float:
        """How many neighbours of the question are neighbours in the name."""
        own = len(self.pairs & name.pairs) / len(self.pairs) if self.pairs else 0.0
        other = len(self.other_pairs & name.pairs) / len(self.other_pairs) if self.other_pairs else 0.0
        return max(own, other)

    def of_action(self, name: Name, shares: Shares) -> float:
        """Whether the name does what is wanted; a question that names no action wants something for the first time."""
        if self.action:
            if name.action == self.action:
                return shares.action
            return -shares.other_action if name.action else 0.0
        return shares.default_action if name.action in {FIRST, None} else 0.0
