"""From a citizen's words to a query plan: pure functions. Engines only carry a plan out.

The steps, each a rule that `explain` names: codes; leftovers of Telex and VNI; words parted and joined; spelling;
fillers and what is wanted; acronyms and everyday words; and from all of it the clauses.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil

from register.words import State

from .query import acronyms, intent, spelling
from .query.codes import codes_in
from .query.letters import written
from .query.thesaurus import ACRONYM, SHORT, SITUATION, Meaning, Thesaurus, shipped
from .query.tokens import Alternative, Reading, Rule, Unit, normal_text, words_of
from .text import Syllable, pairs
from .vocabulary import Vocabulary

FACETS = ("sector", "agencies", "levels", "audiences", "channels", "fee")


@dataclass(frozen=True)
class Weights:
    """All numbers of the plan. Found on tests/relevance/tune.tsv by tools/tune_search.py, see docs/search.md."""

    name_exact: float = 2.0
    name_folded: float = 1.12
    name_pairs: float = 0.6
    result_folded: float = 1.3
    body_folded: float = 1.3
    body_pairs: float = 1.4
    guide_exact: float = 1.0
    guide_folded: float = 2.0
    prefix: float = 1.0
    code: float = 100.0
    soft: float = 0.7
    acronym: float = 1.4
    word: float = 0.8
    situation: float = 0.6
    must: float = 0.4  # share of the units that a hit has to have
    must_long: float = 0.4  # the same beyond LONG units: long sentences say much that no text says
    must_other: float = 0.7  # share of the words that a unit stands for otherwise


WEIGHTS = Weights()
LONG = 6
CONTENT_AFTER = frozenset({"o", "mau", "viec", "cach"})  # fillers that also end a term: nhà ở, theo mẫu, việc
NOT_IN_TEXTS, BESIDE_THESAURUS = 0.6, 0.8  # what letters stand for: how far the two sources are believed
CHOSEN = 1000.0  # weight of what editors put first: beyond any sum of the others
MOST_ALTERNATIVES = 3  # of one unit
LARGE = 10_000  # documents: with so many, names are asked first, and all the rest where those give too little
MUST_OF_NAMES = 0.75  # share of the units that a hit has to have there
LONGEST_VALUE = 200  # characters of a facet's value; none in the index is as long


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
class Flat:
    """Documents whose field has this term; all weigh the same. For a field that few documents have, where the two
    engines would count its rarity in different ways."""

    field: str
    value: str
    weight: float = 1.0


@dataclass(frozen=True)
class Any:
    """At least `must` of the clauses; the weights of all that match are added, and those of `extra` too."""

    clauses: Sequence["Clause"]
    must: int = 1
    extra: Sequence["Clause"] = ()


@dataclass(frozen=True)
class Best:
    """At least one of the clauses; the weight of the best alone counts."""

    clauses: Sequence["Clause"]


Clause = Term | Prefix | Flat | Any | Best


@dataclass(frozen=True)
class Plan:
    """What to look for. `clause` None means everything; `selected` are the facets' chosen values."""

    clause: Clause | None
    day: dt.date
    locale: str
    selected: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first_tries: Sequence[Clause] = ()  # of a large index: names alone, then names and results
    marks: frozenset[str] = frozenset()  # terms to mark in a name: exact where the citizen wrote accents
    state: str = State.IN_FORCE.value
    first: Sequence[str] = ()  # codes that editors put first, and those that are called as was asked
    hidden: frozenset[str] = frozenset()  # and those that they hide
    newest: bool = False  # by day of effect, not by relevance
    reading: Reading | None = None  # what the second stage ranks by
    weights: Weights = WEIGHTS

    @cached_property
    def relaxed(self) -> Clause | None:
        """What to ask for where the clause finds nothing; made only then, for most queries find enough."""
        units = self.reading.units if self.reading and self.clause else ()
        return beside(by_units(units, self.weights, relaxed=True), self.first) if units else None


def plan(
    query: str,
    day: dt.date,
    locale: str = "vi",
    selected: Mapping[str, Sequence[str]] | None = None,
    vocabulary: Vocabulary | None = None,
    thesaurus: Thesaurus | None = None,
    weights: Weights = WEIGHTS,
    exactly: bool = False,
) -> Plan:
    """The plan for a query as typed. Never raises: what cannot be understood is left out."""
    # Half characters (lone surrogates) and values without end can stand in JSON, and in no index.
    chosen = {
        name: [value[:LONGEST_VALUE].encode("utf-8", "replace").decode() for value in values]
        for name, values in (selected or {}).items()
        if values
    }
    words_of_day = vocabulary or Vocabulary()
    common = words_of_day.common
    reading = read(query, words_of_day, thesaurus or shipped(), exactly)
    if reading.codes:  # numbers that are no code after all are looked for as words: see `relaxed`
        return Plan(by_code(reading.codes, weights), day, locale, chosen, reading=reading, weights=weights)
    if not reading.units:
        return Plan(None, day, locale, chosen, reading=reading)
    strict = by_units(reading.units, weights, common)
    tries = first_tries(reading.units, weights, words_of_day.light) if words_of_day.documents >= LARGE else ()
    return Plan(strict, day, locale, chosen, tries, marks_of(reading.units), reading=reading, weights=weights)


def with_chosen(asked: Plan, first: Sequence[str], hidden: frozenset[str]) -> Plan:
    """The plan with what editors chose: found whatever its words, and far above all others; or left out."""
    if asked.clause is None or not (first or hidden):
        return asked
    tries = [beside(each, first) for each in asked.first_tries]
    return replace(asked, clause=beside(asked.clause, first), first_tries=tries, first=first, hidden=hidden)


def beside(clause: Clause, first: Sequence[str]) -> Clause:
    """The clause, or one of these codes."""
    return Any([clause, *(Term("code", code, CHOSEN) for code in first)]) if first else clause


# -- Reading ----------------------------------------------------------------------------------------------------------


def read(query: str, vocabulary: Vocabulary, thesaurus: Thesaurus, exactly: bool = False) -> Reading:
    """What is understood of a query: units with their alternatives, and the rules that acted.

    With `exactly` the spelling stays as typed, and a better one is only told.
    """
    reading = Reading(normal_text(query))
    reading.codes = codes_in(reading.text)
    if reading.codes:
        reading.note("code", ", ".join(reading.codes))
    reading.words = words_of(reading.text)
    reading.open_end = not query[-1:].isspace()
    known = thesaurus.words | intent.WORDS
    others: Mapping[int, tuple[Alternative, ...]] = {}
    if vocabulary.documents:
        typed, rules = list(reading.words), list(reading.rules)
        spelling.untyped(reading, vocabulary, known)
        spelling.parted(reading, vocabulary, known)
        if not all(word.folded in vocabulary.folded for word in reading.words):
            others = spelling.corrected(reading, vocabulary, known, meant_in(reading.words, thesaurus))
        if [word.written for word in reading.words] != [word.written for word in typed]:
            reading.corrected = " ".join(word.written for word in reading.words)
        if exactly:
            reading.words, reading.rules, others = typed, rules, {}
    exact, folded = [word.exact for word in reading.words], [word.folded for word in reading.words]
    reading.action = intent.action_of(exact, folded)
    reading.levels = intent.levels_of(exact, folded)
    reading.units = units_of(reading, vocabulary, thesaurus, others)
    return reading


def meant_in(words: Sequence[Syllable], thesaurus: Thesaurus) -> frozenset[int]:
    """The places of words that belong to an expression of the thesaurus, and so are no typing errors."""
    accented = any(word.has_accents for word in words)
    found: set[int] = set()
    for place in range(len(words)):
        for meaning in thesaurus.at(words, place, accented):
            found.update(range(place, place + len(meaning.folded)))
    return frozenset(found)


def units_of(
    reading: Reading, vocabulary: Vocabulary, thesaurus: Thesaurus, beside: Mapping[int, tuple[Alternative, ...]]
) -> list[Unit]:
    """The words as units: the longest expression of the thesaurus at each place, else single syllables."""
    words = reading.words
    exact, folded = [word.exact for word in words], [word.folded for word in words]
    accented = any(word.has_accents for word in words)
    units: list[Unit] = []
    place = 0
    while place < len(words):
        meanings = [each for each in thesaurus.at(words, place, accented) if not is_missing(each, vocabulary)]
        fillers = intent.filler_at(exact, folded, place)
        if fillers == 1 and is_content(words, place, vocabulary):
            fillers = 0
        if meanings and len(meanings[0].folded) >= fillers:
            length = len(meanings[0].folded)
            alternatives: list[Alternative] = []
            for meaning in meanings:
                if len(meaning.folded) == length:
                    told = " | ".join(" ".join(map(written, exact)) for exact, _folded in meaning.stands_for)
                    reading.note(meaning.kind, f"{meaning.expression} → {told}")
                    alternatives += [
                        Alternative(folded_words, meaning.weight * (0.85**rank), meaning.kind, exact_words)
                        for rank, (exact_words, folded_words) in enumerate(meaning.stands_for)
                    ]
            if length == 1 and vocabulary.documents and acronyms.looks_like_one(words[place].folded):
                alternatives = with_initials(alternatives, acronyms.readings(words, place, vocabulary), vocabulary)
            units.append(Unit(tuple(words[place : place + length]), tuple(alternatives[:MOST_ALTERNATIVES])))
            place += length
        elif fillers:
            reading.note("filler", " ".join(word.written for word in words[place : place + fillers]))
            units += [Unit((word,), soft=True) for word in words[place : place + fillers]]
            place += fillers
        else:
            word = words[place]
            other = beside.get(place, ())
            is_last = place == len(words) - 1
            begun = completions(words, vocabulary) if is_last and reading.open_end else ()
            is_acronym = not begun and acronyms.looks_like_one(word.folded)
            if begun:
                other = (*other, *begun)
            elif is_acronym and vocabulary.documents:
                read_as = acronyms.readings(words, place, vocabulary)
                other = (*other, *read_as)
                if read_as:
                    reading.note(
                        "initials", f"{word.written} → {' | '.join(' '.join(each.folded) for each in read_as)}"
                    )
            units.append(Unit((word,), other, acronym=is_acronym))
            place += 1
    if units and all(unit.soft for unit in units):  # nothing but fillers: then they are what is asked for
        units = [Unit(unit.syllables, unit.alternatives) for unit in units]
    return units


def is_missing(meaning: Meaning, vocabulary: Vocabulary) -> bool:
    """Whether it is a short form that no text has."""
    return (
        meaning.kind == SHORT
        and vocabulary.documents > 0
        and not all(vocabulary.knows(word) for _exact, folded in meaning.stands_for for word in folded)
    )


def with_initials(
    listed: Sequence[Alternative], read: Sequence[Alternative], vocabulary: Vocabulary
) -> list[Alternative]:
    """What letters stand for by the thesaurus, and by the texts: what no text holds is believed less."""
    found = []
    for each in listed:
        held = all(pair in vocabulary.pair for pair in pairs(list(each.folded)))
        found.append(each if held else replace(each, weight=each.weight * NOT_IN_TEXTS))
    known = {each.folded for each in found}
    found += [replace(each, weight=each.weight * BESIDE_THESAURUS) for each in read if each.folded not in known]
    return sorted(found, key=lambda each: -each.weight)


def is_content(words: Sequence[Syllable], place: int, vocabulary: Vocabulary) -> bool:
    """Whether a filler stands here for another word: part of a term (`nhà ở`), or without accents a commoner one."""
    word = words[place]
    if (
        place
        and word.folded in CONTENT_AFTER
        and vocabulary.pair.get(f"{words[place - 1].folded}_{word.folded}", 0) > 1
    ):
        return True
    if word.has_accents or word.folded not in vocabulary.spellings:
        return False
    right = f"{word.folded}_{words[place + 1].folded}" if place + 1 < len(words) else ""
    left = f"{words[place - 1].folded}_{word.folded}" if place else ""
    return vocabulary.pair.get(left, 0) > 2 or vocabulary.pair.get(right, 0) > 2


def completions(words: Sequence[Syllable], vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """What an unfinished last word most likely becomes, by the word before it."""
    begun = words[-1].folded
    if len(words) < 2 or (begun in vocabulary.folded and len(begun) > 2):
        return ()
    after = vocabulary.followers.get(words[-2].folded, {})
    likely = sorted((-count, word) for word, count in after.items() if word.startswith(begun) and word != begun)
    return tuple(Alternative((word,), 0.9 * 0.9**rank, "prefix") for rank, (_count, word) in enumerate(likely[:3]))


# -- Clauses ----------------------------------------------------------------------------------------------------------


def by_code(codes: Sequence[str], weights: Weights = WEIGHTS) -> Clause:
    """Documents of these codes, or whose codes begin so."""
    clauses: list[Clause] = []
    for code in codes:
        clauses += [Term("code", code, weights.code), Prefix("code", code, weights.code / 2)]
    return Any(clauses)


def by_units(
    units: Sequence[Unit],
    weights: Weights,
    common: frozenset[str] = frozenset(),
    relaxed: bool = False,
    evenly: bool = False,
    light: frozenset[str] = frozenset(),
) -> Any:
    """Enough of the units anywhere; soft units, pairs and the beginning of the last word only add weight.

    Enough is one of those that the thesaurus knows, for the rest tells the story around it; else a share of all, and
    for the relaxed second try any of them. Bodies are not asked for words that are `common` there. Units of `light`
    words count as had, and only add weight.
    """
    hard = [unit for unit in units if not unit.soft]
    telling = [] if relaxed or evenly else [unit for unit in hard if unit.is_telling]
    heavy = [unit for unit in hard if not all(word.folded in light for word in unit.syllables)]
    required = telling or heavy or hard
    share = weights.must if len(telling or hard) <= LONG else weights.must_long
    must = 1 if telling or relaxed else max(1, ceil(len(hard) * share - 1e-9) - len(hard) + len(required))
    extra: list[Clause] = [by_unit(unit, weights, common, unit is units[-1]) for unit in hard if unit not in required]
    extra += [
        by_syllable(word, weights, common, scale=weights.soft) for unit in units if unit.soft for word in unit.syllables
    ]
    for pair in dict.fromkeys(pairs([word.folded for unit in units for word in unit.syllables])):
        extra += [Term("name_pairs", pair, weights.name_pairs), Term("body_pairs", pair, weights.body_pairs)]
    return Any([by_unit(unit, weights, common, unit is units[-1]) for unit in required], must, extra)


def first_tries(units: Sequence[Unit], weights: Weights = WEIGHTS, light: frozenset[str] = frozenset()) -> list[Clause]:
    """Most of the units in names alone, then in names, results and guides.

    Nearly every document of a large index has most of the words in its body, and the words of results cost as much as
    those of names, with their accents and pairs, together. In names alone, what a unit stands for otherwise is asked
    for with all its words: with most of them, it costs as much as all that was typed, and finds nothing better. And
    words that stand in one name of four are no condition there, but for queries that have no others.
    """
    share = replace(weights, must=MUST_OF_NAMES, must_long=MUST_OF_NAMES)
    names = by_units(units, replace(share, must_other=1.0), evenly=True, light=light)
    whole = by_units(units, share, evenly=True)
    # The unfinished last word begins a thousand words of a large index; what it most likely becomes is among its
    # unit's alternatives, so it is asked for only where there is nothing else.
    kinds = (Term,) if len(whole.clauses) > 1 else (Term, Prefix)
    tries = (only_in(("name_",), lighter(names), kinds), only_in(("name_", "result_", "guide_"), lighter(whole)))
    return [clause for clause in tries if clause]


def lighter(clause: Clause) -> Clause:
    """The same hits with the same weights, for less: a text that holds a word as written holds it without its accents
    too, so the word as written is no condition beside the other, and only adds weight.
    """
    if isinstance(clause, Term | Prefix | Flat):
        return clause
    parted = [as_written_apart(each) for each in clause.clauses]
    if isinstance(clause, Best):
        return Best([Any([rest], 1, written) if written else rest for rest, written in parted])
    beside = [each for _rest, written in parted for each in written]
    for each in clause.extra:  # whose weights are added as they are, in whatever brackets
        rest, written = as_written_apart(each)
        beside += [*(rest.clauses if written and isinstance(rest, Any) else [rest]), *written]
    return Any([rest for rest, _written in parted], clause.must, beside)


def as_written_apart(clause: Clause) -> tuple[Clause, Sequence[Clause]]:
    """What asks for one word without accents, and what asks for it with them; all else as a whole."""
    if isinstance(clause, Any) and all(isinstance(each, Term | Prefix | Flat) for each in clause.clauses):
        written = [each for each in clause.clauses if is_as_written(each)]
        if written and clause.must == 1 and not clause.extra:
            return Any([each for each in clause.clauses if not is_as_written(each)]), written
    return lighter(clause), ()


def is_as_written(clause: Clause) -> bool:
    return isinstance(clause, Term | Flat) and clause.field.endswith("_exact")


def only_in(fields: tuple[str, ...], clause: Clause, kinds: tuple[type, ...] = (Term, Prefix, Flat)) -> Clause | None:
    """What the clause asks of fields that begin so; None where that is nothing."""
    if isinstance(clause, Term | Prefix | Flat):
        return clause if isinstance(clause, kinds) and clause.field.startswith(fields) else None
    parts = [part for each in clause.clauses if (part := only_in(fields, each, kinds))]
    if not parts:
        return None
    extra = (
        [] if isinstance(clause, Best) else [part for each in clause.extra if (part := only_in(fields, each, kinds))]
    )
    if len(parts) == 1 and not extra:
        return parts[0]
    return Best(parts) if isinstance(clause, Best) else Any(parts, min(clause.must, len(parts)), extra)


def by_unit(unit: Unit, weights: Weights, common: frozenset[str], is_last: bool) -> Clause:
    """The citizen's own words, or what they stand for."""
    own = [by_syllable(word, weights, common, is_last and word is unit.syllables[-1]) for word in unit.syllables]
    clauses: list[Clause] = [own[0] if len(own) == 1 else Any(own, ceil(len(own) * weights.must))]
    clauses += [by_alternative(each, weights, common, len(unit.syllables)) for each in unit.alternatives]
    return clauses[0] if len(clauses) == 1 else Best(clauses)


def by_alternative(alternative: Alternative, weights: Weights, common: frozenset[str], length: int) -> Clause:
    """Other words for a unit, with the pairs that they make."""
    scale = alternative.weight * getattr(weights, alternative.source, 1.0)
    if alternative.source == SITUATION or alternative.source != ACRONYM:
        # A long official term must not outweigh the rest of the query by its mere length.
        scale *= min(1.0, max(2, length + 1) / len(alternative.folded)) ** 0.5
    each: list[Clause] = [Any(terms_of(word, weights, common, scale)) for word in alternative.folded]
    together: list[Clause] = []
    for pair in pairs(list(alternative.folded)):
        together += [
            Term("name_pairs", pair, weights.name_pairs * scale),
            Term("body_pairs", pair, weights.body_pairs * scale),
        ]
    if len(each) == 1:
        return each[0]
    return Any(each, ceil(len(each) * weights.must_other - 1e-9), together)


FOLDED = ("name_folded", "result_folded", "body_folded")


def terms_of(word: str, weights: Weights, common: frozenset[str], scale: float) -> list[Clause]:
    """The word in each field in which it tells something."""
    fields = FOLDED[:2] if word in common else FOLDED
    terms: list[Clause] = [Term(name, word, getattr(weights, name) * scale) for name in fields]
    return terms if word in common else [*terms, Flat("guide_folded", word, weights.guide_folded * scale)]


def by_syllable(
    syllable: Syllable, weights: Weights, common: frozenset[str], is_last: bool = False, scale: float = 1.0
) -> Clause:
    """One syllable: as written where it has accents, and folded; the last one may be unfinished."""
    clauses = terms_of(syllable.folded, weights, common, scale)
    if syllable.has_accents:
        clauses.append(Term("name_exact", syllable.exact, weights.name_exact * scale))
        if syllable.folded not in common:
            clauses.append(Flat("guide_exact", syllable.exact, weights.guide_exact * scale))
    if is_last:
        clauses.append(Prefix("name_folded", syllable.folded, weights.prefix * scale))
    return Any(clauses)


def marks_of(units: Sequence[Unit]) -> frozenset[str]:
    """The terms whose places in a name are marked: the citizen's words, and what they were read as."""
    typed = {
        word.exact if word.has_accents else word.folded for unit in units for word in unit.syllables if not unit.soft
    }
    return frozenset(typed | {word for unit in units for each in unit.alternatives for word in each.marks})


__all__ = ["Any", "Best", "Clause", "Flat", "Plan", "Prefix", "Rule", "Term", "Weights", "plan", "read"]
