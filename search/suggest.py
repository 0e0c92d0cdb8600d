"""What the search box proposes while a citizen types: names of procedures, sectors, codes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from register import clock

from .highlight import Piece, highlight
from .names import Names, folded_of, names
from .query.codes import codes_in
from .query.tokens import normal_text, words_of
from .text import Syllable
from .vocabulary import vocabulary
from .wording import wording

MOST = 10
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


def suggest(prefix: str, *, first: int = 8, on: dt.date | None = None, locale: str = "vi") -> list[Suggestion]:
    """Proposals for what has been typed so far, in any order of syllables, with or without accents.

    No engine is asked: the names of a day stand in the process, so they are there whatever becomes of the index.
    """
    day = on or clock.today()
    text = normal_text(prefix)
    words = words_of(text)
    if not words:
        return []
    limit = max(0, min(first, MOST))
    held = names(day, locale)
    short = [*_queries(words, day, locale), *_sectors(held, words)]
    return [*short, *_procedures(held, text, words, max(0, limit - len(short)))][:limit]


def _procedures(names: Names, text: str, words: Sequence[Syllable], limit: int) -> list[Suggestion]:
    """Every syllable in the name, the last one unfinished; or a code that begins so."""
    codes = codes_in(text)
    if codes or text.replace(".", "").isdigit():
        begun = [row for code in codes or [text.strip()] for row in names.of_code(code, limit)]
        rows = list(dict.fromkeys(begun))[:limit]
    else:
        rows = names.having(words, limit)
    return [Suggestion("procedure", row.code, _marked(_short(row.name), words)) for row in rows]


def _sectors(names: Names, words: Sequence[Syllable]) -> list[Suggestion]:
    """Sectors that have procedures in force and all of the typed syllables in their names."""
    found = [sector for sector in names.sectors if _begins(words, sector.folded)]
    return [Suggestion("sector", sector.key, _marked(sector.name, words)) for sector in found[:SECTORS]]


def _queries(words: Sequence[Syllable], day: dt.date, locale: str) -> list[Suggestion]:
    """What others often ask and an editor approved, while every syllable of it stands in some text of that day."""
    proposals = {each.text: folded_of(each.text) for each in wording().proposals if each.locale == locale}
    begun = (text for text, folded in proposals.items() if _begins(words, folded))
    fitting = sorted(begun, key=lambda text: (len(text), text))
    if not fitting:
        return []
    known = vocabulary(day, locale)
    told = [text for text in fitting if all(known.knows(folded) for folded in proposals[text])]
    return [Suggestion("query", text, _marked(text, words)) for text in told[:QUERIES]]


def _begins(words: Sequence[Syllable], there: Sequence[str]) -> bool:
    """Whether every word is there, the last one unfinished."""
    return all(word.folded in there for word in words[:-1]) and any(each.startswith(words[-1].folded) for each in there)


def _marked(text: str, words: Sequence[Syllable]) -> list[Piece]:
    marks = frozenset(word.exact if word.has_accents else word.folded for word in words)
    return highlight(text, marks, (words[-1].folded,))


def _short(name: str) -> str:
    """A name cut at a word, so that an answer stays small."""
    return name if len(name) <= LONGEST else name[:LONGEST].rsplit(" ", 1)[0] + "…"
