"""A draft: begun, saved, read. It may be unfinished and wrong: it is held against the form when it is sent."""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from register import clock
from register.answer import Answer, answer
from register.forms.checking import too_much
from register.words import Scope, State

from . import codes, keys, reusing
from .access import Asker, draft_of, fingerprint_of
from .forms import FilingForm, filing_form, form_to_file_on
from .models import Draft
from .places import Place, place, places
from .refusals import Reason, Refused
from .switching import is_on

ANSWERS = "answers"


@dataclass(frozen=True)
class Begun:
    """The look-up code is told here, and never again."""

    draft: Draft
    look_up_code: str


@dataclass(frozen=True)
class Earlier:
    """The code of a dossier of the same login, and the keys of the sections to take over from it."""

    code: str
    sections: Collection[str]


def begin(procedure: str, level: str, commune: str, asker: Asker, locale: str, earlier: Earlier | None = None) -> Begun:
    """Filled in with what the login tells, and with what is taken over from an earlier dossier. Raises Refused."""
    held, form = _may_be_filed(procedure)
    if not (asker.subject or settings.FILING_GUESTS):
        raise Refused(Reason.LOGIN)
    where = place(held, level, commune)
    if where is None or where.agency is None:
        raise Refused(Reason.PLACE)
    code, now = codes.new_look_up_code(), clock.now()
    _key, wrapped = keys.new()
    draft = Draft(
        code=codes.new_draft_code(),
        key_number=wrapped.number,
        wrapped=wrapped.data,
        look_up=codes.fingerprint(code),
        owner=fingerprint_of(asker.subject),
        procedure=held.code,
        level=level,
        agency=where.agency,
        form=form.version,
        locale=locale,
        begun_at=now,
        saved_at=now,
        expires_at=now + life(),
    )
    draft.answers = draft.sealed(_filled_in(form, asker, earlier), ANSWERS)
    draft.save(force_insert=True)
    return Begun(draft, code)


def _filled_in(form: FilingForm, asker: Asker, earlier: Earlier | None) -> dict[str, Any]:
    found = reusing.known(form.form, asker.citizen) if asker.citizen else {}
    if earlier:
        before = reusing.earlier(earlier.code, asker).answers
        found |= reusing.copied(form.form, before, earlier.sections)
    return found


def save(code: str, asker: Asker, revision: int, answers: str, version: str = "") -> Draft:
    """Keep these answers, JSON text, in the place of those of `revision`. Raises Refused.

    The same answers again are saved already: whoever did not hear of the first time sees no conflict. `version` takes
    the draft over to a newer form.
    """
    value = read(answers)
    with transaction.atomic():
        draft = opened(code, asker, locked=True)
        if version and version != draft.form:
            draft.form = _newer(draft, version).version
        elif draft.revision == revision + 1 and draft.opened(draft.answers, ANSWERS) == value:
            return draft
        if draft.revision != revision:
            raise Refused(Reason.CHANGED)
        draft.answers, draft.revision = draft.sealed(value, ANSWERS), revision + 1
        draft.saved_at = clock.now()
        draft.expires_at = draft.saved_at + life()
        draft.save(update_fields=["answers", "revision", "saved_at", "expires_at", "form"])
    return draft


def opened(code: str, asker: Asker, locked: bool = False) -> Draft:
    """A draft that is not sent. Raises Refused."""
    draft = draft_of(code, asker)
    if draft is None:
        raise Refused(Reason.NOT_FOUND)
    if locked:
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if hasattr(draft, "dossier"):
        raise Refused(Reason.SENT)
    return draft


def answers_of(draft: Draft) -> dict[str, Any]:
    found: dict[str, Any] = draft.opened(draft.answers, ANSWERS)
    return found


def read(answers: str) -> dict[str, Any]:
    """The values of JSON text. Raises Refused for what is none, or more than any form asks for."""
    try:
        value = json.loads(answers)
    except (ValueError, RecursionError):
        raise Refused(Reason.TOO_BIG) from None
    if not isinstance(value, dict) or too_much(value):
        raise Refused(Reason.TOO_BIG)
    return value


def life() -> dt.timedelta:
    return dt.timedelta(days=settings.DRAFT_DAYS)


def standing(procedure: str) -> Answer:
    """What holds of a public procedure that is in force. Raises Refused."""
    held = answer(procedure)
    if held is None or held.scope != Scope.PUBLIC or held.state != State.IN_FORCE:
        raise Refused(Reason.NOT_HERE)
    return held


def standing_place(draft: Draft) -> Place:
    """The text that holds today where the draft goes. Raises Refused where it ended there."""
    found = next((each for each in places(standing(draft.procedure)) if each.level == draft.level), None)
    if found is None:
        raise Refused(Reason.NOT_HERE)
    return found


def _may_be_filed(procedure: str) -> tuple[Answer, FilingForm]:
    held = standing(procedure)
    form = form_to_file_on(held.code)
    if form is None or not is_on(held):
        raise Refused(Reason.NOT_HERE)
    return held, form


def _newer(draft: Draft, version: str) -> FilingForm:
    form = filing_form(version)
    current = form_to_file_on(draft.procedure)
    if form is None or current is None or form.version != current.version:
        raise Refused(Reason.NEW_FORM)
    return form
