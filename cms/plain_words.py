"""Whether a guide reads easily: small named rules, all of them warnings. Never asked of an announced text.

A rule takes a guide as it is compiled, with its language, and yields what an officer should look at. Words of officials
and the plain ones to use stand in `plain_words.tsv`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from register.drafts import Problem
from register.vietnamese import same_name

TABLE = Path(__file__).with_suffix(".tsv")
LONGEST = {"vi": 30, "en": 25}  # words of a sentence; Vietnamese ones are syllables
SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n+")
LEGAL_NUMBER = re.compile(r"\b\d+/(?:\d{4}/)?[A-ZĐ]{2,}[A-ZĐ0-9]*(?:-[A-ZĐ0-9]+)*")
SHOWN = 80  # letters of a sentence in a warning

Rule = Callable[[str, str, dict[str, Any]], Iterator[tuple[str, str]]]  # code, language, text → field, what to do


def readability(code: str, language: str, text: dict[str, Any]) -> list[Problem]:
    """All that could be said more plainly, by field."""
    return [
        Problem(code, field, message, is_warning=True)
        for rule in RULES
        for field, message in rule(code, language, text)
    ]


def pieces(text: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every piece of the guide with its field."""
    yield "summary", text["summary"]
    for name in text["names"]:
        yield "names", name
    for case in text["use_when"]:
        yield "use_when", case
    for case in text["not_when"]:
        yield "not_when", case["text"]
    for mistake in text["mistakes"]:
        yield "mistakes", mistake["text"]
        yield "mistakes", mistake["instead"]


@cache
def plain_words() -> Mapping[str, tuple[str, str]]:
    """What officials say and what to say, by what officials say in the one spelling of `same_name`; longest first."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    found = {same_name(said): (said, plain) for said, plain in rows}
    return dict(sorted(found.items(), key=lambda row: -len(row[0])))


# -- Rules -------------------------------------------------------------------------------------------------------------


def its_sentences_are_short(code: str, language: str, text: dict[str, Any]) -> Iterator[tuple[str, str]]:
    most = LONGEST[language]
    for field, piece in pieces(text):
        for sentence in SENTENCE.split(piece):
            count = len(sentence.split())
            if count > most:
                words = {"count": count, "most": most, "begin": sentence[:SHOWN]}
                yield field, _("Câu dài %(count)d tiếng (nên dưới %(most)d), hãy tách ra: %(begin)s…") % words


def it_speaks_as_people_do(code: str, language: str, text: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The longest expression alone is told, once a field."""
    if language != "vi":
        return
    told: set[tuple[str, str]] = set()
    for field, piece in pieces(text):
        left = f" {same_name(piece)} "
        for spelled, (said, plain) in plain_words().items():
            if f" {spelled} " not in left:
                continue
            left = left.replace(f" {spelled} ", "  ·  ")
            if (field, said) not in told:
                told.add((field, said))
                yield field, _("“%(said)s”: nên nói “%(plain)s”.") % {"said": said, "plain": plain}


def it_cites_no_legal_text(code: str, language: str, text: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field, piece in pieces(text):
        for found in LEGAL_NUMBER.finditer(piece):
            words = {"number": found.group()}
            yield field, _("Không cần dẫn số văn bản (%(number)s): căn cứ đã có trong nội dung công bố.") % words


def it_has_everyday_names(code: str, language: str, text: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """They are how people search."""
    if not text["names"]:
        yield "names", _("Chưa có tên thường gọi: hãy ghi những cách người dân gọi thủ tục này.")


def it_tells_when_to_use_it(code: str, language: str, text: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if not text["use_when"]:
        yield "use_when", _("Chưa ghi dùng khi nào: hãy nêu ít nhất một trường hợp.")


RULES: list[Rule] = [
    its_sentences_are_short,
    it_speaks_as_people_do,
    it_cites_no_legal_text,
    it_has_everyday_names,
    it_tells_when_to_use_it,
]
