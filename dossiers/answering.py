"""What a citizen does with a dossier that was filed: supplement, withdraw, write, rate, complain of lateness."""

from collections.abc import Sequence
from typing import Any

from . import moving
from .access import Asker, dossier_of
from .handling import Action, Role
from .models import Dossier
from .models.event import Happening
from .refusals import Reason, Refused
from .tracking import history, is_late, may

QUESTIONS = 5  # Thông tư 01/2018/TT-VPCP, điều 27 to 29: what citizens grade a desk by
GRADES = range(1, 6)


def opened(code: str, asker: Asker) -> Dossier:
    """Raises Refused."""
    found = dossier_of(code, asker)
    if found is None:
        raise Refused(Reason.NOT_FOUND)
    return found


def supplement(code: str, asker: Asker, text: str, files: Sequence[str]) -> Dossier:
    """Give what was asked for. Raises Refused."""
    dossier = _writing(code, asker, text, files)
    return moving.move(dossier, Action.SUPPLEMENT, Role.CITIZEN, text, files)


def withdraw(code: str, asker: Asker, text: str) -> Dossier:
    """Ask for the dossier back. Raises Refused."""
    return moving.move(opened(code, asker), Action.ASK_WITHDRAWAL, Role.CITIZEN, text)


def write(code: str, asker: Asker, text: str, files: Sequence[str] = ()) -> Dossier:
    """A message to who handles it. Raises Refused."""
    return _tell(_writing(code, asker, text, files), Happening.MESSAGE, text, files)


def complain(code: str, asker: Asker, text: str) -> Dossier:
    """That it is late. Raises Refused where the promised day is not over."""
    dossier = _writing(code, asker, text)
    if not is_late(dossier):
        raise Refused(Reason.NOT_NOW)
    return moving.tell(dossier, Happening.COMPLAINT, Role.CITIZEN, text)


def rate(code: str, asker: Asker, grades: Sequence[int], text: str) -> Dossier:
    """Five grades from 1 to 5, once. Raises Refused."""
    dossier = opened(code, asker)
    if len(grades) != QUESTIONS or not all(grade in GRADES for grade in grades):
        raise Refused(Reason.EMPTY)
    return _tell(dossier, Happening.RATED, text, grades=list(grades))


def _writing(code: str, asker: Asker, text: str, files: Sequence[str] = ()) -> Dossier:
    dossier = opened(code, asker)
    if not text.strip() and not files:
        raise Refused(Reason.EMPTY)
    return dossier


def _tell(dossier: Dossier, what: Happening, text: str, files: Sequence[str] = (), **more: Any) -> Dossier:
    if what not in may(history(dossier)):
        raise Refused(Reason.NOT_NOW)
    return moving.tell(dossier, what, Role.CITIZEN, text, files, **more)
