"""The words of the texts in force on a day: for spelling, and to tell rare words from common ones."""

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from django.db.models import Sum

from register import changes
from register.vietnamese import fold

from .derive import up_to
from .models import WordCount

Counts = Mapping[str, int]
COMMON = 0.5  # share of the documents
LIGHT = 0.25  # the same, of names


@dataclass(frozen=True)
class Vocabulary:
    """How many documents hold each term. `folded` and `pair` are of names and results, `body` of the rest."""

    exact: Counts = field(default_factory=dict)
    folded: Counts = field(default_factory=dict)
    pair: Counts = field(default_factory=dict)
    body: Counts = field(default_factory=dict)
    documents: int = 0

    def knows(self, folded: str) -> bool:
        return folded in self.folded or folded in self.body

    def weight(self, folded: str) -> float:
        """How telling a syllable is (inverse document frequency), from 0 to about 8."""
        held = self._weights.get(folded)
        if held is None:
            held = max(0.0, log((self.documents + 1) / (self.folded.get(folded, 0) + 0.5)))
            if folded in self.folded:  # what citizens type beyond it is without end
                self._weights[folded] = held
        return held

    def weight_of_name(self, words: frozenset[str]) -> float:
        """The weights of all words of a name together."""
        held = self._totals.get(words)
        if held is None:
            held = self._totals[words] = sum(self.weight(word) for word in words)
        return held

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {}

    @cached_property
    def _totals(self) -> dict[frozenset[str], float]:
        return {}

    @cached_property
    def common(self) -> frozenset[str]:
        """Words of most bodies: they tell nothing, and to look through all that have them costs the most."""
        return frozenset(word for word, count in self.body.items() if count > COMMON * self.documents)

    @cached_property
    def light(self) -> frozenset[str]:
        """Words of so many names that to look through all of these costs more than it tells."""
        return frozenset(word for word, count in self.folded.items() if count > LIGHT * self.documents)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The most frequent exact form of each folded syllable."""
        found: dict[str, str] = {}
        for exact in sorted(self.exact, key=lambda each: (self.exact[each], each)):
            found[fold(exact)] = exact
        return found

    @cached_property
    def by_initial(self) -> Mapping[str, tuple[str, ...]]:
        """Folded syllables of names by their first letter."""
        found: dict[str, list[str]] = {}
        for word in self.followers:
            found.setdefault(word[0], []).append(word)
        return {letter: tuple(words) for letter, words in found.items()}

    @cached_property
    def followers(self) -> Mapping[str, Counts]:
        """Folded syllables that come after a syllable in a name, with how often."""
        found: dict[str, dict[str, int]] = {}
        for pair, count in self.pair.items():
            left, _line, right = pair.partition("_")
            found.setdefault(left, {})[right] = count
        return found


_kept: dict[tuple[str, int, dt.date, str], Vocabulary] = {}
_lock = threading.Lock()
KEEP = 8


def vocabulary(day: dt.date, locale: str) -> Vocabulary:
    """The vocabulary of that day. Read anew only when the change log has moved on."""
    position = changes.position()
    held = _kept.get((position.epoch, position.head, day, locale))
    if held is None:  # not read yet, or the tables still stand at an older change
        key = (*up_to(), day, locale)
        held = _kept.get(key) or _read(day, locale)
        with _lock:
            while len(_kept) >= KEEP:
                _kept.pop(next(iter(_kept)))
            _kept[key] = held
    return held


def _read(day: dt.date, locale: str) -> Vocabulary:
    kinds: dict[str, dict[str, int]] = {kind: {} for kind in WordCount.KINDS}
    rows = WordCount.objects.filter(locale=locale, day__lte=day.toordinal()).values_list("kind", "term")
    for kind, term, held in rows.annotate(held=Sum("count")).filter(held__gt=0):
        kinds[kind][term] = held
    everything = kinds.pop("all").get("", 0)
    return Vocabulary(**kinds, documents=everything)


def forget() -> None:
    """Needed only where the derived tables are taken back, as tests do."""
    _kept.clear()
