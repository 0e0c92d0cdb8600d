"""Search as the API and the command ask for it: plan, engine, and what to do when the engine is away."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from register import clock
from register.answer import Answer, answers, in_force
from register.words import State

from .engines import Engine, EngineUnavailable, Hits, engine
from .highlight import Piece, highlight
from .plan import FACETS, Plan, plan
from .rank import WINDOW, rank
from .text import syllables
from .vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True)
class Found:
    """One hit, as the record answers for it on the asked day."""

    answer: Answer
    score: float
    name: Sequence[Piece]


@dataclass(frozen=True)
class Result:
    """`total` counts all hits of the day; `degraded` when the database answered in the engine's place."""

    total: int
    found: Sequence[Found]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    degraded: bool = False


def find(
    query: str,
    *,
    on: dt.date | None = None,
    locale: str = "vi",
    selected: Mapping[str, Sequence[str]] | None = None,
    first: int = 20,
    offset: int = 0,
    facets: bool = True,
    using: Engine | None = None,
) -> Result:
    """Procedures in force on that day for a query as typed; an empty query lists all."""
    day = on or clock.today()
    words = vocabulary(day, locale)
    asked = plan(query, day, locale, selected, words)
    try:
        hits = _hits(using or engine(), asked, words, first, offset, facets)
    except EngineUnavailable:
        return _from_database(asked, query, first, offset)
    return Result(hits.total, _found(hits, asked), hits.facets)


def _hits(using: Engine, asked: Plan, words: Vocabulary, first: int, offset: int, facets: bool) -> Hits:
    """One page. The best WINDOW hits are put in order by the second stage; beyond it stands the engine's order."""
    ranks = asked.clause is not None and offset < WINDOW
    size, begin = (max(WINDOW, offset + first), 0) if ranks else (first, offset)
    hits = using.search(asked, size, begin, facets)
    if not hits.total and asked.relaxed:
        hits = using.search(replace(asked, clause=asked.relaxed), size, begin, facets)
    if not ranks:
        return hits
    assert asked.reading  # noqa: S101 - every plan has one
    ranked = [replace(each.hit, score=each.score) for each in rank(hits.hits[:WINDOW], asked.reading, words)]
    return replace(hits, hits=[*ranked, *hits.hits[WINDOW:]][offset : offset + first])


def _found(hits: Hits, asked: Plan) -> list[Found]:
    """The hits as the record has them: one that the record does not show that day is never shown, index or not."""
    held = answers([hit.code for hit in hits.hits], asked.day, asked.locale)
    return [
        Found(answer, hit.score, highlight(answer.name or "", asked.marks))
        for hit in hits.hits
        if (answer := held.get(hit.code)) and answer.state == State.IN_FORCE
    ]


def _from_database(asked: Plan, query: str, first: int, offset: int) -> Result:
    """By name alone: every syllable, accents set aside. Slower and plainer, but it answers."""
    wanted = [each.folded for each in syllables(query)]
    matching = [
        answer
        for answer in in_force(asked.day, asked.locale)
        if _matches(answer, wanted) and _is_selected(answer, asked.selected)
    ]
    page = matching[offset : offset + first]
    found = [Found(answer, 0.0, highlight(answer.name or "", asked.marks)) for answer in page]
    return Result(len(matching), found, degraded=True)


def _matches(answer: Answer, wanted: list[str]) -> bool:
    words = {each.folded for each in syllables(f"{answer.name} {answer.code}")}
    return all(word in words for word in wanted)


def _is_selected(answer: Answer, selected: Mapping[str, Sequence[str]]) -> bool:
    assert answer.edition  # noqa: S101 - what is in force has one
    held = {
        "sector": {answer.edition.data["sector"]},
        "levels": {each.level for each in answer.levels if each.state == State.IN_FORCE},
        "audiences": set(answer.edition.data["audiences"]),
    }
    return all(held[name] & set(values) for name, values in selected.items() if name in FACETS)
