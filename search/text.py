"""Vietnamese text as index terms. Done here and not in an engine, so that every engine sees the same terms.

A term is a syllable in one of two forms: exact (its tone written at the end, so that `hoà` and `hòa` are one) and
folded (no accents, `đ` as `d`). Pairs of neighbouring folded syllables (`ket_hon`) stand in for a word segmenter.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from register.vietnamese import fold, same_name

WORD = re.compile(r"[^\W_]+")
MAX_TERM = 60  # characters; longer runs are noise


@dataclass(frozen=True)
class Syllable:
    """One syllable of a text, and where it stands there."""

    exact: str
    folded: str
    start: int
    end: int
    written: str

    @property
    def has_accents(self) -> bool:
        return self.exact != self.folded


@lru_cache(maxsize=100_000)  # the language has some 7,000 syllables
def forms(word: str) -> tuple[str, str]:
    """Exact and folded form of one word."""
    return same_name(word).replace(" ", ""), fold(word)


def syllables(text: str) -> list[Syllable]:
    """The syllables of a text in NFC, in order. Signs and spaces part them."""
    found = []
    for match in WORD.finditer(unicodedata.normalize("NFC", text)):
        word = match.group()[:MAX_TERM]
        exact, folded = forms(word)
        if folded:
            found.append(Syllable(exact, folded, match.start(), match.end(), word))
    return found


def pairs(folded: list[str]) -> list[str]:
    """Neighbours joined: `[a, b, c]` → `[a_b, b_c]`."""
    return [f"{left}_{right}" for left, right in pairwise(folded)]


def terms(text: str) -> tuple[str, str, str]:
    """A text as three strings of terms parted by spaces: exact, folded, pairs."""
    exact, folded = body_terms(text)
    return exact, folded, " ".join(pairs(folded.split()))


def body_terms(text: str) -> tuple[str, str]:
    """The same without the pairs, for long texts."""
    made = [forms(word[:MAX_TERM]) for word in WORD.findall(unicodedata.normalize("NFC", text))]
    return " ".join([form[0] for form in made if form[1]]), " ".join([form[1] for form in made if form[1]])
