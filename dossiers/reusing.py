"""What need not be told again: who is logged in, answers of an earlier dossier, papers that were filed before."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from register.forms.conditions import Condition, holds
from register.forms.definition import Field, Form, Kind, Section

from . import attaching, frame, keys
from .access import OWNER, Asker
from .attaching import File
from .citizens import Citizen
from .forms import enumerate_parts
from .models import Attachment, Dossier, Draft
from .refusals import Reason, Refused

Answers = dict[str, Any]
MOST_PAPERS = 50


@dataclass(frozen=True)
class Paper:
    """A file of an earlier dossier, that may be used again."""

    dossier: Dossier
    file: File


def dossiers_of(subject: str) -> QuerySet[Dossier]:
    """Those that were filed with this login, the newest first."""
    return Dossier.objects.filter(owner__in=_owners(subject))


def drafts_of(subject: str) -> QuerySet[Draft]:
    """Those that were not sent, the one saved last first."""
    return Draft.objects.filter(owner__in=_owners(subject), dossier=None).order_by("-saved_at")


def papers_of(subject: str) -> list[Paper]:
    """What was filed with dossiers of this login, the newest first; what agencies sent among it."""
    rows = (
        Attachment.objects.filed()
        .filter(dossier__in=dossiers_of(subject))
        .select_related("dossier")
        .order_by("-pk")[:MOST_PAPERS]
    )
    return [
        Paper(row.dossier, attaching.file_of(row, row.dossier)) for row in rows if row.dossier and row.dossier.wrapped
    ]


def known(form: Form, citizen: Citizen) -> Answers:
    """What the form asks of who files and the login has told."""
    told = citizen.known
    found: Answers = {frame.APPLICANT: {"kind": "person"}} if citizen.id_number else {}
    for section in form.sections:
        for field in [] if section.repeat else section.fields:
            if field.prefill in told and _is_shown(section, field, found):
                found.setdefault(section.key, {})[field.key] = told[field.prefill]
    return found


def copied(form: Form, earlier: Answers, sections: Collection[str]) -> Answers:
    """The answers of those sections that the form still has, without files: papers are used again one by one."""
    found: Answers = {}
    for section in form.sections:
        given = earlier.get(section.key)
        if section.key not in sections or given is None:
            continue
        wanted = {field.key for field in section.fields if field.is_asked and field.kind != Kind.FILE}
        parts = [
            {key: value for key, value in part.items() if key in wanted}
            for _path, part in enumerate_parts(section.key, given)
        ]
        found[section.key] = parts if isinstance(given, list) else parts[0]
    return found


def use_again(holder: Draft | Dossier, subject: str, key: str) -> File:
    """A paper that was filed with this login before, as a file of its own here. Raises Refused."""
    row = Attachment.objects.filed().filter(dossier__in=dossiers_of(subject), key=key).first()
    if row is None or not row.dossier:
        raise Refused(Reason.FILE)
    told = attaching.file_of(row, row.dossier)
    taken = attaching.begin(holder, told.name, told.size).attachment
    for piece in attaching.read(row):
        taken = attaching.receive(taken, taken.received, piece)
    return attaching.file_of(taken, holder)


def earlier(code: str, asker: Asker) -> Dossier:
    """A dossier filed with this login. Raises Refused."""
    found = dossiers_of(asker.subject).filter(code=code).first()
    if found is None:
        raise Refused(Reason.NOT_FOUND)
    return found


def _owners(subject: str) -> list[str]:
    return keys.fingerprints(OWNER, subject) if subject else []


def _is_shown(section: Section, field: Field, answers: Answers) -> bool:
    def value_of(place: str) -> Any:
        key, _dot, name = place.rpartition(".")
        return (answers.get(key or section.key) or {}).get(name)

    conditions: list[Condition | None] = [section.show_when, field.show_when]
    return all(condition is None or holds(condition, value_of) for condition in conditions)
