"""What editors told search, made ready for queries: the thesaurus with their words, best bets, signposts.

Read anew in every process within SECONDS of a change, without touching an index: words and bets act on the plan.
"""

import datetime as dt
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.db.models import F

from .models import BestBet, Edits, Signpost, SuggestedQuery, Synonym
from .query.thesaurus import Row, Thesaurus, forms_of, shipped, shipped_rows
from .query.tokens import normal_text, words_of
from .text import Syllable

SECONDS = 20  # in which a process does not ask whether something changed
MOST_SIGNS = 2


@dataclass(frozen=True)
class Bet:
    """A best bet with its words."""

    words: tuple[Syllable, ...]
    row: BestBet

    def fits(self, asked: Sequence[Syllable]) -> bool:
        """Whether the query is, or holds, its words; what is typed without accents fits either way."""
        return _stands_in(asked, self.words) and (
            self.row.match == BestBet.Match.WITHIN or len(asked) == len(self.words)
        )


@dataclass(frozen=True)
class Sign:
    """A signpost with its phrases."""

    phrases: Sequence[tuple[Syllable, ...]]
    row: Signpost

    def fits(self, asked: Sequence[Syllable]) -> bool:
        """Whether the query holds one of its phrases. One syllable with accents counts with them only: `thue` is *thuế*
        and *thuê*."""
        accented = [word for word in asked if word.has_accents]
        return any(
            _stands_in(accented if len(phrase) == 1 and phrase[0].has_accents else asked, phrase)
            for phrase in self.phrases
        )


def _stands_in(asked: Sequence[Syllable], words: Sequence[Syllable]) -> bool:
    return any(
        all(
            typed.folded == own.folded and (not typed.has_accents or typed.exact == own.exact)
            for typed, own in zip(asked[place:], words, strict=False)
        )
        for place in range(len(asked) - len(words) + 1)
    )


@dataclass(frozen=True)
class Chosen:
    """The codes that stand first, in order, and those that are hidden."""

    first: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wording:
    """One state of all that editors told search."""

    number: int
    thesaurus: Thesaurus
    bets: Sequence[Bet] = ()
    proposals: Sequence[SuggestedQuery] = field(default_factory=list)
    signs: Sequence[Sign] = ()

    def chosen(self, asked: Sequence[Syllable], day: dt.date) -> Chosen:
        fitting = [bet.row for bet in self.bets if bet.row.holds_on(day) and bet.fits(asked)]
        if not fitting:
            return NOTHING
        hidden = frozenset(row.code for row in fitting if row.effect == BestBet.Effect.HIDE)
        first = [row.code for row in fitting if row.effect == BestBet.Effect.FIRST and row.code not in hidden]
        return Chosen(tuple(dict.fromkeys(first)), hidden)

    def signposts(self, query: str) -> list[Signpost]:
        """Where else a citizen may have to go who asks this, two at most."""
        asked = words_of(normal_text(query))
        return [sign.row for sign in self.signs if sign.fits(asked)][:MOST_SIGNS]


NOTHING = Chosen()
_lock = threading.Lock()
_held: tuple[float, Wording] | None = None


def wording() -> Wording:
    """The state of now, or of SECONDS ago."""
    global _held
    held = _held
    if held and monotonic() - held[0] < SECONDS:
        return held[1]
    number = Edits.objects.values_list("number", flat=True).first() or 0
    with _lock:
        made = held[1] if held and held[1].number == number else _read(number)
        _held = (monotonic(), made)
    return made


def _read(number: int) -> Wording:
    bets = [Bet(tuple(words_of(row.query)), row) for row in BestBet.objects.order_by("position", "id")]
    return Wording(
        number,
        thesaurus_with(Synonym.objects.filter(is_active=True)),
        [bet for bet in bets if bet.words],
        list(SuggestedQuery.objects.all()),
        [
            Sign([tuple(words_of(normal_text(each))) for each in row.phrases], row)
            for row in Signpost.objects.filter(is_active=True)
        ],
    )


def thesaurus_with(synonyms: Iterable[Synonym]) -> Thesaurus:
    """The shipped thesaurus, editors' rows in the place of its own of the same expression."""
    own = list(synonyms)
    if not own:
        return shipped()
    replaced = {forms_of(row.expression) for row in own}
    kept = [row for row in shipped_rows() if forms_of(row.expression) not in replaced]
    return Thesaurus([*kept, *(row_of(row) for row in own if row.meanings)])


def row_of(synonym: Synonym) -> Row:
    return Row(
        synonym.expression,
        tuple(synonym.meanings),
        synonym.kind,
        synonym.both_ways,
        synonym.unaccented,
        synonym.sureness / 100,
    )


def changed(**_kwargs: Any) -> None:
    """Count a change, and read anew here at once. Called by Django for each row saved or deleted."""
    if not Edits.objects.update(number=F("number") + 1):
        Edits.objects.create(number=1)
    forget()


def forget() -> None:
    global _held
    _held = None
