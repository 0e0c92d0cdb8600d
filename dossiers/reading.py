"""What officers may see: dossiers of the agencies that they are assigned to; each reading of personal data is noted."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from register import clock

from .forms import enumerate_parts, filing_form
from .handling import Action, Role, possible
from .models import Assignment, Dossier, Reading
from .shown_answers import Shown, shown
from .states import State


def dossiers_for(user: Any) -> QuerySet[Dossier]:
    """Those of the user's agencies."""
    return Dossier.objects.filter(agency__in=agencies_of(user))


def agencies_of(user: Any) -> list[str]:
    return list(Assignment.objects.filter(user=user).values_list("agency", flat=True).distinct())


def roles_of(user: Any, dossier: Dossier) -> list[Role]:
    found = Assignment.objects.filter(user=user, agency=dossier.agency).values_list("role", flat=True)
    return [role for role in Role if role.value in found]


def actions_for(user: Any, dossier: Dossier) -> list[tuple[Action, Role]]:
    """What the user may do with it now, each with the role in which he does it; nothing with one that was erased."""
    if dossier.is_erased:
        return []
    states = [State(state) for state in dossier.events.values_list("state", flat=True)]
    found: dict[Action, Role] = {}
    for role in roles_of(user, dossier):
        for action in possible(states, role):
            found.setdefault(action, role)
    return list(found.items())


def note(dossier: Dossier, officer: str, purpose: str, file: str = "") -> None:
    """That it is read; before anything of it is."""
    Reading.objects.create(dossier=dossier, officer=officer, purpose=purpose, file=file, at=clock.now())


def contents(dossier: Dossier, locale: str) -> Sequence[tuple[str, Sequence[Shown]]]:
    """What was sent, by section: label, and its answers in words."""
    form = filing_form(dossier.form)
    if form is None:
        return []
    return list(_sections(form.ui(locale=locale), dossier.answers, locale))


def _sections(ui: dict[str, Any], answers: dict[str, Any], locale: str) -> Iterator[tuple[str, Sequence[Shown]]]:
    for page in ui["pages"]:
        for section in page["sections"]:
            parts = enumerate_parts(section["key"], answers.get(section["key"], {}))
            for path, part in parts:
                title = section.get("title", "") + (f" ({int(path[1]) + 1})" if len(path) > 1 else "")
                told = shown(ui, section, part, locale)
                if told:
                    yield title, told
