"""Search as the API and the command ask for it: plan, engine, and what to do when the engine is away."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from register import clock
from register.answer import Answer, answers, in_force
from register.words import State

from . import degraded
from .called import called
from .engines import Engine, EngineUnavailable, Hit, Hits, engine
from .engines.budget import budget
from .highlight import Piece, best_passage, highlight
from .plan import FACETS, Any, Clause, Plan, Term, by_code, plan, with_chosen
from .popularity import popularity
from .query.codes import codes_in
from .query.tokens import Reading, normal_text, words_of
from .rank import WINDOW, Ranked, rank
from .text import syllables
from .vocabulary import Vocabulary, vocabulary
from .wording import Wording, wording

Features = Mapping[str, Mapping[str, float]]  # by code
ENOUGH = 30  # hits among the names of a large index; with fewer, the bodies are asked too
ENDED = 3  # of the ended ones that are shown


@dataclass(frozen=True)
class Found:
    """One hit, as the record answers for it on the asked day."""

    answer: Answer
    score: float
    marks: frozenset[str] = frozenset()
    features: Mapping[str, float] = field(default_factory=dict)  # what each feature of the second stage gave

    reading: Reading | None = None

    @property
    def name(self) -> Sequence[Piece]:
        """Its name with the words of the query marked."""
        return highlight(self.answer.name or "", self.marks)

    @property
    def passage(self) -> Sequence[Piece]:
        """The sentence of its text that holds most of what its name does not."""
        return best_passage(self.answer, self.reading)

    @property
    def alike(self) -> str:
        """The same for hits whose names differ by level alone."""
        return alike(self.answer.name or "")


@dataclass(frozen=True)
class Result:
    """`total` counts all hits of the day; `degraded` when the database answered in the engine's place."""

    total: int
    found: Sequence[Found]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    degraded: bool = False
    did_you_mean: str | None = None  # another spelling; `corrected` tells whether these hits are for it
    corrected: bool = False
    reading: Reading | None = None  # what was understood, for those who want to know why


def find(
    query: str,
    *,
    on: dt.date | None = None,
    locale: str = "vi",
    selected: Mapping[str, Sequence[str]] | None = None,
    first: int = 20,
    offset: int = 0,
    facets: bool = True,
    exactly: bool = False,
    newest: bool = False,
    told: Wording | None = None,
    using: Engine | None = None,
) -> Result:
    """Procedures in force on that day for a query as typed; an empty query lists all.

    Words that no text holds are read as those that were meant, unless `exactly` what was typed is asked for. `newest`
    puts the latest day of effect first. `told` is what editors said, by default as it stands now.
    """
    day = on or clock.today()
    words = vocabulary(day, locale)
    told = told or wording()
    asked = plan(query, day, locale, selected, words, told.thesaurus, exactly=exactly)
    if asked.reading:
        chosen = told.chosen(asked.reading.words, day)
        also = called(day, locale).meant(asked.reading.words)
        first_of_all = tuple(code for code in dict.fromkeys((*chosen.first, *also)) if code not in chosen.hidden)
        asked = replace(with_chosen(asked, first_of_all, chosen.hidden), newest=newest)
    meant = asked.reading.corrected if asked.reading else None
    try:
        hits, features = _hits(using or engine(), asked, words, first, offset, facets)
    except EngineUnavailable as reason:
        degraded.note(str(reason))
        return _from_database(asked, query, first, offset)
    return Result(
        hits.total,
        _found(hits, asked, features),
        hits.facets,
        did_you_mean=meant,
        corrected=bool(meant) and not exactly,
        reading=asked.reading,
    )


@budget()
def ended(query: str, *, on: dt.date | None = None, locale: str = "vi", using: Engine | None = None) -> list[Answer]:
    """Procedures that no longer hold and whose code is given, or whose name holds every word: to be shown as ended."""
    day = on or clock.today()
    text = normal_text(query)
    words = words_of(text)
    codes = codes_in(text)
    if not words:
        return []
    clause: Clause = by_code(codes) if codes else Any([Term("name_folded", word.folded) for word in words], len(words))
    found: list[Answer] = []
    for state in (State.REPLACED, State.ABOLISHED):
        asked = Plan(clause, day, locale, state=state.value)
        try:
            hits = (using or engine()).search(asked, ENDED, 0, facets=False).hits
        except EngineUnavailable as reason:
            degraded.note(str(reason))
            return []
        held = answers([hit.code for hit in hits], day, locale)
        found += [each for hit in hits if (each := held.get(hit.code)) and each.state == state]
    return found[:ENDED]


@budget()
def _hits(
    using: Engine, asked: Plan, words: Vocabulary, first: int, offset: int, facets: bool
) -> tuple[Hits, Features]:
    """One page. The best WINDOW hits are put in order by the second stage; beyond it stands the engine's order."""
    ranks = asked.clause is not None and offset < WINDOW and not asked.newest
    size, begin = (max(WINDOW, offset + first), 0) if ranks else (first, offset)
    hits = _hits_by_name(using, asked, size, begin, facets) or using.search(asked, size, begin, facets)
    if hits.total <= len(asked.first) and asked.relaxed:
        hits = using.search(replace(asked, clause=asked.relaxed), size, begin, facets)
    if not ranks:
        return hits, {}
    assert asked.reading  # noqa: S101 - every plan has one
    names = called(asked.day, asked.locale).names
    ranked = rank(hits.hits[:WINDOW], asked.reading, words, popularity(), asked.first, called=names)
    ordered: list[Ranked | Hit] = [*ranked, *hits.hits[WINDOW:]]
    page = [each.hit.scored(each.score) if isinstance(each, Ranked) else each for each in ordered[offset:][:first]]
    return replace(hits, hits=page), {each.hit.code: each.features for each in ranked}


def _hits_by_name(using: Engine, asked: Plan, first: int, offset: int, facets: bool) -> Hits | None:
    """Of a large index, where there are enough whatever is selected: a facet must not widen what it narrows."""
    for clause in asked.first_tries:
        narrowed = replace(asked, clause=clause)
        hits = using.search(narrowed, first, offset, facets)
        total = hits.total
        if asked.selected and total < ENOUGH:
            total = using.search(replace(narrowed, selected={}), 0, 0, facets=False).total
        if total >= ENOUGH:
            return hits
    return None


def _found(hits: Hits, asked: Plan, features: Features) -> list[Found]:
    """The hits as the record has them: one that the record does not show that day is never shown, index or not."""
    held = answers([hit.code for hit in hits.hits], asked.day, asked.locale)
    return [
        Found(answer, hit.score, asked.marks, features.get(hit.code, {}), asked.reading)
        for hit in hits.hits
        if (answer := held.get(hit.code)) and answer.state == State.IN_FORCE
    ]


BY_LEVEL = re.compile(
    r"\([^)]*\)|(?:tại |ở |thực hiện tại |thuộc thẩm quyền )*(?:của )?cấp (?:tỉnh|huyện|xã|bộ|trung ương)"
)


def alike(name: str) -> str:
    """What two names have in common that differ by level alone: without brackets and words for a level."""
    return " ".join(each.folded for each in syllables(BY_LEVEL.sub(" ", name.lower())))


def _from_database(asked: Plan, query: str, first: int, offset: int) -> Result:
    """By name alone: every syllable, accents set aside. Slower and plainer, but it answers."""
    wanted = [each.folded for each in syllables(query)]
    also = called(asked.day, asked.locale).names
    matching = [
        answer
        for answer in in_force(asked.day, asked.locale)
        if _matches(answer, wanted, also.get(answer.code, ())) and _is_selected(answer, asked.selected)
    ]
    page = matching[offset : offset + first]
    found = [Found(answer, 0.0, asked.marks) for answer in page]
    return Result(len(matching), found, degraded=True)


def _matches(answer: Answer, wanted: list[str], called: Sequence[str]) -> bool:
    words = {each.folded for each in syllables(" ".join([str(answer.name), answer.code, *called]))}
    return all(word in words for word in wanted)


def _is_selected(answer: Answer, selected: Mapping[str, Sequence[str]]) -> bool:
    assert answer.edition  # noqa: S101 - what is in force has one
    held = {
        "sector": {answer.edition.data["sector"]},
        "levels": {each.level for each in answer.levels if each.state == State.IN_FORCE},
        "audiences": set(answer.edition.data["audiences"]),
    }
    return all(held[name] & set(values) for name, values in selected.items() if name in FACETS)
