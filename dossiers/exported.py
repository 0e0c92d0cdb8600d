"""What is told of a dossier to the person that it is about, as plain values for JSON and for a page."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from register import clock
from register.answer import names
from register.naming import agency_names

from . import attaching, reading
from .forms import filing_form
from .mentions import numbers_in
from .models import Dossier
from .models.notice import Channel, Notice, Person
from .shown_answers import Shown
from .tracking import history

LOCALE = "vi"
Paths = dict[str, str]  # of files in the export, by key


def whole(dossier: Dossier, roles: Sequence[Person], paths: Paths) -> dict[str, Any]:
    officers = dict(dossier.events.values_list("number", "officer"))
    return _facts(dossier) | {
        "roles": [str(role.label) for role in roles],
        "level": dossier.level,
        "edition": dossier.edition,
        "form": dossier.form,
        "agency": agency_names().on(dossier.agency, clock.today(), LOCALE),
        "sent_at": moment(dossier.sent_at),
        "state": str(dossier.get_state_display()),
        "since": moment(dossier.since),
        "received_at": moment(dossier.received_at),
        "due_at": moment(dossier.due_at),
        "in_time": str(dossier.get_in_time_display()),
        "answers": dossier.answers,
        "sections": [
            {"title": title, "answers": [_answer(each, paths) for each in told]}
            for title, told in reading.contents(dossier, LOCALE)
        ],
        "events": [
            {
                "number": each.number,
                "what": each.name,
                "state": str(each.state.label),
                "role": each.role,
                "officer": officers[each.number],
                "at": moment(each.at),
                "due_at": moment(each.due_at),
                "text": each.text,
                "more": {key: value for key, value in each.content.items() if key not in {"text", "files"}},
                "files": [{"name": file.name, "path": paths.get(file.key, "")} for file in each.files],
            }
            for each in history(dossier)
        ],
        "notices": [_notice(row) for row in dossier.notices.order_by("pk")],
        "readings": [
            {"at": moment(row.at), "officer": row.officer, "purpose": str(row.get_purpose_display()), "file": row.file}
            for row in dossier.readings.order_by("pk")
        ],
        "files": [asdict(file) | {"path": paths.get(key, "")} for key, file in attaching.files_of(dossier).items()],
    }


def mention(dossier: Dossier, number: str) -> dict[str, Any]:
    """Of one that merely names the person: which it is, and where it does."""
    return _facts(dossier) | {"mentioned_in": list(_mentioned(dossier, number))}


def _facts(dossier: Dossier) -> dict[str, Any]:
    day = clock.today()
    named = names([(dossier.procedure, day)], LOCALE).get((dossier.procedure, day), "")
    return {"code": dossier.code, "procedure": {"code": dossier.procedure, "name": named}}


def _answer(shown: Shown, paths: Paths) -> dict[str, Any]:
    files = [{"name": name, "path": paths.get(key, "")} for key, name in shown.files]
    return {"label": shown.label, "text": shown.text, "files": files}


def _notice(row: Notice) -> dict[str, Any]:
    return {
        "event": row.event,
        "person": str(Person(row.person).label),
        "channel": str(Channel(row.channel).label),
        "noted_at": moment(row.noted_at),
        "outcome": str(row.get_outcome_display()),
        "ended_at": moment(row.ended_at),
    }


def _mentioned(dossier: Dossier, number: str) -> Iterator[dict[str, Any]]:
    """Sections in which the number stands, and the questions that it answers; where a form was taken back, none."""
    form = filing_form(dossier.form)
    if form is None:
        return
    for path, found in numbers_in(form, dossier.answers):
        if found == number:
            section = form.form.by_key[str(path[0])]
            field = next(each for each in section.fields if each.key == path[-1])
            yield {"section": section.key, "title": section.title.told(LOCALE), "label": field.label.told(LOCALE)}


def moment(at: dt.datetime | None) -> str:
    """In Viet Nam's time; "" for none."""
    return at.astimezone(clock.ZONE).isoformat(timespec="minutes") if at else ""
