"""What the desk hands over to be announced, and how the record answers when it must refuse."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .models import Announcement
from .words import ChangeKind, Form, Scope


@dataclass(frozen=True)
class EditionDraft:
    """One edition to be announced. `documents` holds the public text by locale; Vietnamese is always there.

    `equal_days`: "after" or "before" all announced editions that are equal in both days, with `standing_reason`.
    """

    code: str
    change: ChangeKind
    levels: Sequence[str]
    effective_on: dt.date
    documents: dict[str, dict[str, Any]]
    form: Form = Form.FULL
    scope: Scope = Scope.PUBLIC
    successors: Sequence[str] = ()
    sector: str = ""
    department: str = ""
    equal_days: str = ""
    standing_reason: str = ""


@dataclass(frozen=True)
class DecisionDraft:
    """A signed decision to be announced. `issuer` is an agency's key, "" where the number does not tell."""

    issuer: str
    number: str
    title: str
    signed_on: dt.date
    effective_on: dt.date
    editions: Sequence[EditionDraft]
    summary: str = ""
    department: str = ""
    follows: Sequence[str] = ()
    files: Sequence[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Problem:
    """One thing to mend: which edition (its code, "" for the decision), which field, and what to do.

    A warning tells what an officer should look at; it never stops announcing.
    """

    code: str
    field: str
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        return f"{self.code}: {self.message}" if self.code else self.message


class Refused(Exception):
    """The record refuses; `problems` names everything that is wrong at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = list(problems)


class AlreadyAnnounced(Exception):
    """The decision is public already; nothing was written."""

    def __init__(self, announcement: Announcement) -> None:
        super().__init__(f"already announced: {announcement.address}")
        self.announcement = announcement
