"""Who may open a draft or a dossier: who is logged in as its owner, or has its look-up code.

What does not exist and what is somebody else's are told apart by nothing: neither by the answer nor by its time.
"""

import secrets
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from . import codes, keys
from .citizens import Citizen
from .models import Dossier, Draft

OWNER = "owner"
LONGEST = 60  # characters of a code
Held = TypeVar("Held", Draft, Dossier)


@dataclass(frozen=True)
class Asker:
    """Who asks: the look-up code as it was typed, and who is logged in, where somebody is."""

    look_up_code: str = ""
    citizen: Citizen | None = None

    @property
    def subject(self) -> str:
        return self.citizen.subject if self.citizen else ""

    def opens(self, look_up: str, owner: str) -> bool:
        typed = codes.read_look_up_code(self.look_up_code) or ""
        by_code = codes.opens(typed, look_up)
        by_login = bool(owner and self.subject) and secrets.compare_digest(_owner(self.subject, owner), owner)
        return by_code or by_login


def fingerprint_of(subject: str) -> str:
    """By which what somebody owns is found; "" for a guest."""
    return keys.fingerprint(OWNER, subject) if subject else ""


def draft_of(code: str, asker: Asker) -> Draft | None:
    return _opened(Draft, code, asker)


def dossier_of(code: str, asker: Asker) -> Dossier | None:
    """By its own code, or by that of the draft that became it."""
    if normal(code).startswith(codes.DRAFT):
        draft = draft_of(code, asker)
        return Dossier.objects.filter(draft=draft).first() if draft else None
    return _opened(Dossier, code, asker)


def normal(code: str) -> str:
    return code.strip().upper()[:LONGEST]


def _opened(model: type[Held], code: str, asker: Asker) -> Held | None:
    row = model.objects.filter(code=normal(code)).first()
    if row is None:
        if settings.DOSSIER_KEYS or settings.DEBUG:  # else there is none of any code
            asker.opens(codes.of_none(), "")  # as long as with a wrong code
        return None
    return row if asker.opens(row.look_up, row.owner) else None


def _owner(subject: str, stored: str) -> str:
    return keys.fingerprint(OWNER, subject, int(stored.partition(":")[0]))
