"""The answer for a day as it would be had the draft been announced: the public record with one entry more."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any, cast

from register.answer import Answer, Edition, composed, read_editions
from register.entries import Entry, entries
from register.models import Announcement
from register.standing import standing

DRAFT = -1  # no announced edition has this number


def key_of(text: dict[str, Any]) -> str:
    """Where an announced edition has its public key."""
    return f"{text['code']}@xem-truoc"


@dataclass(frozen=True)
class DraftDecision:
    """Stands where an answer names an announced decision. It has no address, for nobody can go there."""

    number: str
    title: str
    summary: str
    issuer_key: str
    signed_on: dt.date
    effective_on: dt.date
    announced_at: dt.datetime
    address: str = ""
    follows: tuple[str, ...] = ()
    files: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Previewed:
    """`place` tells how the draft stands that day: `shown`, `later` (not yet in force: the public text is given), or
    `outranked` (another text goes before it; the draft is given all the same)."""

    answer: Answer
    place: str


def first_day(text: dict[str, Any], today: dt.date) -> dt.date:
    """The day that a preview opens on: today, or the draft's first day where that is still to come."""
    return max(today, dt.date.fromisoformat(text["effective_on"]))


def answer_with(text: dict[str, Any], day: dt.date, made_at: dt.datetime) -> Previewed:
    """`text` is what `press` stored, `day` the day asked for."""
    draft = _edition(text, made_at)
    own = _entries(text, draft)
    known = entries([draft.code]).get(draft.code, [])
    place, held = "shown", standing([*known, *own], day)
    if day < draft.effective_on:
        place = "later"
    elif DRAFT not in held.edition_ids:
        levels = set(text["levels"])
        place = "outranked"
        held = standing([*(entry for entry in known if entry.level not in levels), *own], day)
    read = read_editions(held.edition_ids - {DRAFT}, text["asked_locale"]) | {DRAFT: draft}
    return Previewed(composed(draft.code, day, text["asked_locale"], held, read, text["scope"]), place)


def _edition(text: dict[str, Any], made_at: dt.datetime) -> Edition:
    decision = text["decision"]
    stands_in = DraftDecision(
        number=decision["number"],
        title=decision["title"],
        summary=decision["summary"],
        issuer_key=decision["issuer"],
        signed_on=dt.date.fromisoformat(decision["signed_on"]),
        effective_on=dt.date.fromisoformat(decision["effective_on"]),
        announced_at=made_at,
    )
    return Edition(
        id=DRAFT,
        key=key_of(text),
        code=text["code"],
        change=text["change"],
        effective_on=dt.date.fromisoformat(text["effective_on"]),
        announcement=cast(Announcement, stands_in),
        locale=text["data"]["locale"],
        is_fallback=text["data"]["locale"] != text["asked_locale"],
        data=text["data"],
        successors=text["data"]["successors"],
    )


def _entries(text: dict[str, Any], draft: Edition) -> list[Entry]:
    before = -math.inf if text["equal_days"] == "before" else math.inf
    return [
        Entry(
            edition_id=DRAFT,
            code=draft.code,
            level=level,
            own=text["own"],
            change=draft.change,
            effective_on=draft.effective_on,
            signed_on=draft.announcement.signed_on,
            standing=before,
            scope=text["scope"],
        )
        for level in text["levels"]
    ]
