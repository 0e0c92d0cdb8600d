"""Whom a dossier names by the national id number, as fingerprints: by them it is found what is held of a person."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from register.forms.checking import Path
from register.forms.definition import Kind

from . import keys
from .forms import FilingForm, enumerate_parts
from .models import Dossier, Mention

PURPOSE = "id number"  # of the fingerprints


def note(dossier: Dossier, form: FilingForm, answers: dict[str, Any]) -> None:
    """In the transaction that files these answers, which fit the form's schema."""
    found = {number for _path, number in numbers_in(form, answers)}
    Mention.objects.bulk_create(
        Mention(dossier=dossier, fingerprint=keys.fingerprint(PURPOSE, number)) for number in sorted(found)
    )


def dossiers_that_name(number: str) -> QuerySet[Dossier]:
    """Those that name this person, the oldest first."""
    named = Mention.objects.filter(fingerprint__in=keys.fingerprints(PURPOSE, number))
    return Dossier.objects.filter(pk__in=named.values("dossier_id")).order_by("pk")


def numbers_in(form: FilingForm, answers: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Every id number that the answers give, and where: in the frame, in the form, in each part of a group."""
    for section in form.form.sections:
        asked = [field.key for field in section.fields if field.kind == Kind.ID_NUMBER]
        for path, part in enumerate_parts(section.key, answers.get(section.key, {})):
            for key in asked:
                if number := part.get(key):
                    yield (*path, key), number
