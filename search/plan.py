"""From a citizen's words to a query plan: pure functions, each step a small rule. Engines only carry a plan out."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from register.words import State

from .text import Syllable, pairs, syllables

FACETS = ("sector", "levels", "audiences")
MAX_QUERY = 500  # characters; the rest of a longer query is not looked at
MAX_SYLLABLES = 40
CODE = re.compile(r"\d{1,2}\.\d{3,6}(?:\.[0-9A-Za-z]+)*")

# Findings of the trial: name far above body; accent-exact above folded; body low, its exact weight hardly matters.
WEIGHTS = {
    "name_exact": 2.0,
    "name_folded": 2.0,
    "name_pairs": 1.5,
    "sector_folded": 0.6,
    "body_exact": 0.15,
    "body_folded": 0.3,
}
PREFIX_WEIGHT = 1.0
CODE_WEIGHT = 100.0
MUST_MATCH = 0.65  # share of the syllables; the relaxed second try asks for one


@dataclass(frozen=True)
class Term:
    """Documents whose field has this term, weighed by BM25."""

    field: str
    value: str
    weight: float = 1.0


@dataclass(frozen=True)
class Prefix:
    """Documents whose field has a term that begins so; all weigh the same."""

    field: str
    value: str
    weight: float = 1.0


@dataclass(frozen=True)
class Any:
    """At least `must` of the clauses; the weights of all that match are added, and those of `extra` too."""

    clauses: Sequence["Clause"]
    must: int = 1
    extra: Sequence["Clause"] = ()


Clause = Term | Prefix | Any


@dataclass(frozen=True)
class Plan:
    """What to look for. `clause` None means everything; `selected` are the facets' chosen values."""

    clause: Clause | None
    day: dt.date
    locale: str
    selected: Mapping[str, Sequence[str]] = field(default_factory=dict)
    relaxed: Clause | None = None
    marks: frozenset[str] = frozenset()  # terms to mark in a name: exact where the citizen wrote accents
    state: str = State.IN_FORCE.value


def plan(query: str, day: dt.date, locale: str = "vi", selected: Mapping[str, Sequence[str]] | None = None) -> Plan:
    """The plan for a query as typed. Never raises: what cannot be understood is left out."""
    text = unicodedata.normalize("NFC", query[:MAX_QUERY].encode("utf-8", "ignore").decode())
    chosen = {name: list(values) for name, values in (selected or {}).items() if values}
    codes = by_code(text)
    if codes:
        return Plan(codes, day, locale, chosen)
    found = syllables(text)[:MAX_SYLLABLES]
    if not found:
        return Plan(None, day, locale, chosen)
    strict = by_words(found, ceil(len(found) * MUST_MATCH))
    relaxed = by_words(found, 1) if len(found) > 1 else None
    return Plan(strict, day, locale, chosen, relaxed, marks_of(found))


def by_code(text: str) -> Clause | None:
    """A procedure code in full, in part (three digits after the point at least) or in local form."""
    clauses: list[Clause] = []
    for written in CODE.findall(text):
        code = ".".join(written.split(".")[:2])
        clauses += [Term("code", code, CODE_WEIGHT), Prefix("code", code, CODE_WEIGHT / 2)]
    return Any(clauses) if clauses else None


def by_words(found: Sequence[Syllable], must: int) -> Clause:
    """So many of the syllables anywhere; pairs and the beginning of the last one only add weight."""
    words = [by_syllable(each, is_last=each is found[-1]) for each in found]
    together = [Term("name_pairs", pair, WEIGHTS["name_pairs"]) for pair in pairs([each.folded for each in found])]
    return Any(words, must, together)


def by_syllable(syllable: Syllable, is_last: bool) -> Clause:
    """One syllable: as written where it has accents, and folded; the last one may be unfinished."""
    clauses: list[Clause] = [
        Term(name, syllable.folded, WEIGHTS[name]) for name in ("name_folded", "sector_folded", "body_folded")
    ]
    if syllable.has_accents:
        clauses += [Term(name, syllable.exact, WEIGHTS[name]) for name in ("name_exact", "body_exact")]
    if is_last:
        clauses.append(Prefix("name_folded", syllable.folded, PREFIX_WEIGHT))
    return Any(clauses)


def marks_of(found: Sequence[Syllable]) -> frozenset[str]:
    """The terms whose places in a name are marked."""
    return frozenset(each.exact if each.has_accents else each.folded for each in found)
