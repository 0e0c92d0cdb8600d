"""What a form is: pages of sections of fields, each with what is asked and when.

The answers have the shape {section: {field: value}}, a list of such objects where the section is a repeatable group.
Every section that is shown is there, empty where nothing of it is answered; a field without an answer is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from .conditions import Condition
from .formula import Formula

LOCALES = ("vi", "en")


class Kind(StrEnum):
    """Kinds of fields; what is said after each is the value of an answer."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # several lines
    NUMBER = "number"
    DONG = "dong"  # whole number of đồng
    DATE = "date"  # ISO day
    CHOICE = "choice"  # key of an option
    SEVERAL = "several"  # keys of options
    YES_NO = "yes_no"  # true or false
    NAME = "name"  # of a person
    ID_NUMBER = "id_number"  # 12 digits
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"  # {province, commune, detail}
    BANK_ACCOUNT = "bank_account"  # {bank, number, holder}
    FILE = "file"  # [{id, name, type, size}]
    DECLARATION = "declaration"  # true
    INFORMATION = "information"  # none: only a text


class Prefill(StrEnum):
    """What the login may fill in."""

    NAME = "name"
    ID_NUMBER = "id_number"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


class Day(StrEnum):
    """Which days a date may be; today is among both."""

    PAST = "past"
    FUTURE = "future"


# By content, as every file that is taken in: docs/adr/0018.
FILE_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Text:
    """Words for people; the Vietnamese ones stand in where there are no English ones."""

    vi: str = ""
    en: str = ""

    def told(self, locale: str) -> str:
        return (locale == "en" and self.en) or self.vi


@dataclass(frozen=True)
class Option:
    key: str
    label: Text
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Repeat:
    """How often the group is given."""

    least: int
    most: int


@dataclass(frozen=True)
class Field:
    """`least` and `most` bound the value of a number, the letters of a text, the options of several, the files.

    `more` holds what a later version of the product wrote and this one does not know (docs/adr/0018).
    """

    key: str
    kind: Kind
    label: Text
    help: Text = Text()
    required: bool = False
    pattern: str = ""  # RE2 syntax; the whole text must match
    show_when: Condition | None = None
    require_when: Condition | None = None
    computed: Formula | None = None
    prefill: Prefill | None = None
    options: tuple[Option, ...] = ()
    least: int | float | None = None
    most: int | float | None = None
    whole: bool = False
    when: Day | None = None
    types: tuple[str, ...] = ()
    size: int | None = None  # bytes of one file
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_asked(self) -> bool:
        """Whether an answer is taken from outside."""
        return self.kind != Kind.INFORMATION and self.computed is None

    @property
    def is_always_required(self) -> bool:
        """Wherever it is shown."""
        return self.required or self.kind == Kind.DECLARATION


@dataclass(frozen=True)
class Section:
    key: str
    title: Text
    fields: tuple[Field, ...]
    help: Text = Text()
    repeat: Repeat | None = None
    show_when: Condition | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    key: str
    title: Text
    sections: tuple[Section, ...]
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """`procedure` is the national code of the procedure that it is the form of."""

    procedure: str
    title: Text
    pages: tuple[Page, ...]
    more: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def sections(self) -> Sequence[Section]:
        return [section for page in self.pages for section in page.sections]

    @cached_property
    def by_key(self) -> Mapping[str, Section]:
        return {section.key: section for section in self.sections}

    @cached_property
    def places(self) -> Mapping[str, tuple[Section, Field]]:
        """Fields by reference, "section.field", in order."""
        return dict(self._places())

    def _places(self) -> Iterator[tuple[str, tuple[Section, Field]]]:
        for section in self.sections:
            for each in section.fields:
                yield f"{section.key}.{each.key}", (section, each)
