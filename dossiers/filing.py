"""Filing: a draft becomes a dossier, once, however often it is sent."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from register import clock
from register.forms.checking import Error, Path
from register.forms.definition import LOCALES, Kind
from register.forms.errors import sentence
from register.naming import agency_names

from . import keys, mentions
from .access import Asker, draft_of
from .attaching import File, files_of
from .drafting import life, read, standing_place
from .forms import FilingForm, enumerate_parts, filing_form, form_to_file_on
from .handling import Role
from .models import Attachment, Dossier, Draft
from .models.dossier import CONTENT
from .models.event import Happening
from .moving import append
from .numbering import next_code
from .places import Place
from .refusals import Reason, Refused
from .states import State

BODY = "body"  # the purpose of its fingerprint


def submit(code: str, asker: Asker, answers: str) -> Dossier:
    """File these answers, JSON text. The same again is the same dossier. Raises Refused; the draft then stays."""
    draft = draft_of(code, asker)
    if draft is None:
        raise Refused(Reason.NOT_FOUND)
    value = read(answers)
    if hasattr(draft, "dossier"):
        return _sent_already(draft, value)
    if draft.expires_at <= clock.now():
        raise Refused(Reason.EXPIRED)
    where, form = standing_place(draft), _form_of(draft)
    named = _checked(draft, form, value)
    with transaction.atomic():
        held = Draft.objects.select_for_update().get(pk=draft.pk)
        if hasattr(held, "dossier"):
            return _sent_already(held, value)
        return _file(held, where, form, value, named)


def files_in(form: FilingForm, answers: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every file that the answers name, and where. The answers fit the form's schema."""
    for section in form.form.sections:
        wanted = [field.key for field in section.fields if field.kind == Kind.FILE]
        given = answers.get(section.key, {})
        for path, part in enumerate_parts(section.key, given):
            for key in wanted:
                for place, each in enumerate(part.get(key, [])):
                    yield (*path, key, place), each


def _form_of(draft: Draft) -> FilingForm:
    """The form it was filled in on, which must be the one that counts now."""
    current, form = form_to_file_on(draft.procedure), filing_form(draft.form)
    if current is None:
        raise Refused(Reason.NOT_HERE)
    if form is None or form.version != current.version:
        raise Refused(Reason.NEW_FORM)
    return form


def _checked(draft: Draft, form: FilingForm, answers: dict[str, Any]) -> list[str]:
    """The keys of the files that are named."""
    if errors := form.check(answers):
        raise Refused(Reason.INVALID, errors)
    there = files_of(draft)
    named = list(files_in(form, answers))
    wrong = [path for path, each in named if not _is_there(there.get(each["id"]), each)]
    if wrong:
        raise Refused(Reason.INVALID, [_gone(form, path) for path in wrong])
    keys_named = [each["id"] for _path, each in named]
    return list(dict.fromkeys(keys_named))


def _is_there(file: File | None, named: dict[str, Any]) -> bool:
    return file is not None and file.answer == named


def _gone(form: FilingForm, path: Path) -> Error:
    return Error(path, "file", {locale: sentence(form.form, path, "file", None, locale) for locale in LOCALES})


def _body(answers: dict[str, Any]) -> str:
    return json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sent_already(draft: Draft, answers: dict[str, Any]) -> Dossier:
    dossier: Dossier = draft.dossier
    if dossier.is_erased:
        raise Refused(Reason.NOT_FOUND)
    number = int(dossier.body.partition(":")[0])
    if keys.fingerprint(BODY, _body(answers), number) != dossier.body:
        raise Refused(Reason.CONFLICT)
    return dossier


def _file(draft: Draft, where: Place, form: FilingForm, answers: dict[str, Any], named: list[str]) -> Dossier:
    now = clock.now()
    heirs = agency_names().standing_for(draft.agency, clock.today())
    agency = where.agency or (draft.agency if draft.agency in heirs or not heirs else heirs[0])
    dossier = Dossier(
        code=next_code(agency),
        draft=draft,
        key_number=draft.key_number,
        wrapped=draft.wrapped,
        body=keys.fingerprint(BODY, _body(answers)),
        look_up=draft.look_up,
        owner=draft.owner,
        procedure=draft.procedure,
        level=draft.level,
        edition=where.edition.key,
        form=draft.form,
        agency=agency,
        locale=draft.locale,
        sent_at=now,
        state=State.NEW,
        since=now,
    )
    dossier.content = dossier.sealed(answers, CONTENT)
    dossier.save(force_insert=True)
    mentions.note(dossier, form, answers)
    _take_over(draft, dossier, named)
    append(dossier, Happening.SENT, Role.CITIZEN, {}, named)
    draft.answers, draft.expires_at = b"", now + life()
    draft.save(update_fields=["answers", "expires_at"])
    return dossier


def _take_over(draft: Draft, dossier: Dossier, named: list[str]) -> None:
    """The files that the answers name. Their bytes stay where they are: both have the same key."""
    rows = list(Attachment.objects.filter(draft=draft, key__in=named, token=""))
    if len(rows) != len(named):
        raise Refused(Reason.FILE)
    for row in rows:
        row.name = dossier.sealed(draft.opened(row.name, f"name/{row.key}"), f"name/{row.key}")
        row.draft, row.dossier = None, dossier
    Attachment.objects.bulk_update(rows, ["name", "draft", "dossier"])
