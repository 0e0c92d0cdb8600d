"""The terms of the field and what they may be called in another language (thuật ngữ dịch). They warn, and never stop.

Terms are kept by editors at the desk; `terms.tsv` beside this file is what a fresh installation begins with.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from register.vietnamese import same_name

from .models import Term

SHIPPED = Path(__file__).with_name("terms.tsv")
# What English adds to a word: plurals, possessives, and the common forms of verbs.
ENDINGS = r"(?:'s|’s|s'|s|es|d|ed|ing)?"


def load() -> int:
    """The shipped terms, where there are none at all: what editors took out stays out. Returns how many came."""
    if Term.objects.exists():
        return 0
    return len(Term.objects.bulk_create(shipped()))


def shipped() -> list[Term]:
    """Lines of `terms.tsv`: term, allowed words with | between them, note. A line with # is a remark."""
    found = []
    for line in SHIPPED.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            term, allowed, note = (line + "\t").split("\t")[:3]
            found.append(Term(vietnamese=term, allowed="\n".join(allowed.split("|")), note=note.strip()))
    return found


@dataclass(frozen=True)
class Missing:
    """A term that the Vietnamese sentence has, and none of its words in the translation."""

    term: str
    allowed: list[str]
    note: str


class Glossary:
    """The terms of one language, ready to ask; one query."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    @cached_property
    def _terms(self) -> list[tuple[str, Term, re.Pattern[str]]]:
        """The longest first, since `thủ tục hành chính` is not said by the words for `thủ tục`."""
        rows = [(same_name(row.vietnamese), row, pattern(row.words)) for row in Term.objects.filter(locale=self.locale)]
        return sorted(rows, key=lambda each: -len(each[0]))

    def missing(self, source: str, translation: str) -> Iterator[Missing]:
        """Whole words alone count, in any case and in the plural."""
        left = f" {same_name(source)} "
        for name, row, words in self._terms:
            if f" {name} " not in left:
                continue
            left = re.sub(f"(?<= ){re.escape(name)}(?= )", "·", left)
            if not words.search(translation):
                yield Missing(row.vietnamese, row.words, row.note)


def pattern(allowed: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){_inflected(each)}(?!\w)" for each in allowed), re.IGNORECASE)


def _inflected(phrase: str) -> str:
    return r"[\s\-–]+".join(_word(word) for word in re.split(r"[\s\-–]+", phrase.strip()))


def _word(word: str) -> str:
    if re.search(r"[^aeiou]y$", word, re.IGNORECASE):
        return rf"{re.escape(word[:-1])}(?:y{ENDINGS}|ies|ied)"
    if word.endswith("e"):
        return rf"{re.escape(word[:-1])}(?:e{ENDINGS}|ing)"
    return re.escape(word) + ENDINGS
