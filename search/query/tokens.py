"""The words of a query, and what rules make of them on the way to a plan."""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from ..text import Syllable, forms, syllables

MAX_QUERY = 500  # characters; the rest of a longer query is not looked at
MAX_SYLLABLES = 40


@dataclass(frozen=True)
class Rule:
    """A rule that acted: its name, and what it did in words."""

    name: str
    did: str


@dataclass(frozen=True)
class Alternative:
    """Other words for a piece of the query. `weight` is relative to the citizen's own words (1.0)."""

    folded: tuple[str, ...]
    weight: float
    source: str
    exact: tuple[str, ...] = ()  # where their accents are known

    @property
    def marks(self) -> tuple[str, ...]:
        """What to mark of them in a text."""
        return self.exact or self.folded


@dataclass(frozen=True)
class Unit:
    """One or more neighbouring syllables that mean one thing. A soft unit only adds weight, it is never required."""

    syllables: tuple[Syllable, ...]
    alternatives: tuple[Alternative, ...] = ()
    soft: bool = False
    acronym: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether it is an expression that stands for something else."""
        return len(self.syllables) > 1 and any(each.source in {"word", "situation"} for each in self.alternatives)

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(each.folded for each in self.syllables)


@dataclass
class Reading:
    """What is understood of a query so far. Rules take it and leave it richer."""

    text: str
    words: list[Syllable] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    corrected: str | None = None  # the query as it was understood, where that differs from what was typed
    action: str | None = None  # the group of the action that the query names
    levels: tuple[str, ...] = ()
    open_end: bool = True  # the last word may be unfinished

    def note(self, name: str, did: str) -> None:
        self.rules.append(Rule(name, did))


def normal_text(query: str) -> str:
    """NFC, full-width signs made plain, invisible ones and lone surrogates left out, at most MAX_QUERY characters."""
    text = query[:MAX_QUERY].encode("utf-8", "ignore").decode()
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))
    return "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"} or sign.isspace())


DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){1,}[^\W\d_](?![^\W_])\.?")


def words_of(text: str) -> list[Syllable]:
    """The syllables; an acronym with dots (`P.C.C.C`) is one word."""
    plain = DOTTED.sub(lambda match: match.group().replace(".", "").ljust(len(match.group())), text)
    return syllables(plain)[:MAX_SYLLABLES]


def respelled(word: Syllable, written: str) -> Syllable:
    """The same place of the query with another spelling."""
    exact, folded = forms(written)
    return replace(word, exact=exact, folded=folded, written=written)
