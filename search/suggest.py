"""What the search box proposes while a citizen types: names of procedures, sectors, codes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from register import clock
from register.answer import overview
from register.naming import sector_names
from register.words import State

from . import degraded
from .engines import Engine, EngineUnavailable, engine
from .highlight import Piece, highlight
from .plan import Any, Clause, Plan, Prefix, Term
from .query.codes import codes_in
from .query.tokens import normal_text, words_of
from .text import MAX_TERM, Syllable, syllables
from .vocabulary import vocabulary
from .wording import wording

MOST = 10
BESIDE = 3.0  # weight of an unfinished word beside the one before it
LONGEST = 160  # characters of a name that is proposed; ten of them stay below 5 KB
SECTORS = QUERIES = 2  # of the proposals at most


@dataclass(frozen=True)
class Suggestion:
    """One proposal: `kind` is procedure, sector or query, `key` its code, key or text, `pieces` the text with the typed
    marked."""

    kind: str
    key: str
    pieces: Sequence[Piece]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def suggest(
    prefix: str, *, first: int = 8, on: dt.date | None = None, locale: str = "vi", using: Engine | None = None
) -> list[Suggestion]:
    """Proposals for what has been typed so far, in any order of syllables, with or without accents."""
    day = on or clock.today()
    text = normal_text(prefix)
    words = words_of(text)
    if not words:
        return []
    limit = max(0, min(first, MOST))
    short = [*_queries(words, day, locale)[:QUERIES], *_sectors(words, day, locale)[:SECTORS]]
    return [*short, *_procedures(text, words, limit - len(short), day, locale, using)][:limit]


def clause_of(text: str, words: Sequence[Syllable]) -> Clause:
    """Every syllable in the name, the last one unfinished; or a code that begins so."""
    codes = codes_in(text)
    if codes or text.replace(".", "").isdigit():
        return Any([Prefix("code", code) for code in codes or [text.strip()[:MAX_TERM]]])
    clauses: list[Clause] = [Term("name_folded", word.folded) for word in words[:-1]]
    clauses.append(Any([Term("name_folded", words[-1].folded), Prefix("name_folded", words[-1].folded)]))
    extra: list[Clause] = [Term("name_pairs", f"{left.folded}_{right.folded}") for left, right in pairwise(words)]
    extra += [Term("name_exact", word.exact) for word in words if word.has_accents]
    if len(words) > 1:  # the last word beside the one before it, unfinished as it is
        extra.append(Prefix("name_pairs", f"{words[-2].folded}_{words[-1].folded}", BESIDE))
    return Any(clauses, len(clauses), extra)


def _procedures(
    text: str, words: Sequence[Syllable], limit: int, day: dt.date, locale: str, using: Engine | None
) -> list[Suggestion]:
    """By the engine, as the record has them that day; of those alike the name that says least else comes first."""
    known = overview(day, locale)
    try:
        hits = (using or engine()).search(Plan(clause_of(text, words), day, locale), limit * 2, 0, facets=False).hits
        best = max((hit.score for hit in hits), default=0.0) or 1.0
        codes = [
            hit.code for hit in sorted(hits, key=lambda hit: -hit.score / best - len(words) / len(hit.name.split()))
        ]
    except EngineUnavailable as reason:
        degraded.note(str(reason))
        codes = [code for code, row in known.items() if _begins(words, row.name)]
    rows = [known[code] for code in codes if code in known and known[code].standing.state == State.IN_FORCE]
    marks = frozenset(word.exact if word.has_accents else word.folded for word in words)
    prefixes = (words[-1].folded,)
    return [
        Suggestion("procedure", row.code, highlight(_short(row.name), marks, prefixes)) for row in rows[: max(limit, 0)]
    ]


def _sectors(words: Sequence[Syllable], day: dt.date, locale: str) -> list[Suggestion]:
    """Sectors that have procedures in force and all of the typed syllables in their names."""
    held = {row.sector for row in overview(day, locale).values() if row.standing.state == State.IN_FORCE}
    names = sector_names()
    marks = frozenset(word.exact if word.has_accents else word.folded for word in words)
    found = []
    for key in sorted(held):
        name = names.on(key, day, locale)
        if _begins(words, name):
            found.append((len(name), name, key))
    return [Suggestion("sector", key, highlight(name, marks, (words[-1].folded,))) for _, name, key in sorted(found)]


def _queries(words: Sequence[Syllable], day: dt.date, locale: str) -> list[Suggestion]:
    """What others often ask and an editor approved, while every syllable of it stands in some text of that day."""
    proposals = [each.text for each in wording().proposals if each.locale == locale]
    fitting = sorted((each for each in proposals if _begins(words, each)), key=lambda each: (len(each), each))
    if not fitting:
        return []
    known = vocabulary(day, locale)
    marks = frozenset(word.exact if word.has_accents else word.folded for word in words)
    return [
        Suggestion("query", each, highlight(each, marks, (words[-1].folded,)))
        for each in fitting
        if all(known.knows(syllable.folded) for syllable in syllables(each))
    ]


def _begins(words: Sequence[Syllable], name: str) -> bool:
    """Whether the name has every word, the last one unfinished."""
    there = [each.folded for each in syllables(name)]
    return all(word.folded in there for word in words[:-1]) and any(each.startswith(words[-1].folded) for each in there)


def _short(name: str) -> str:
    """A name cut at a word, so that an answer stays small."""
    return name if len(name) <= LONGEST else name[:LONGEST].rsplit(" ", 1)[0] + "…"
