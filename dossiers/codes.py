"""The look-up code that opens a dossier beside its own code, which anybody could guess (mã tra cứu)."""

import re
import secrets

from . import keys

SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"  # nothing that is taken for another sign, and no vowel that would make words
LENGTH, GROUP = 12, 4  # 57 bits, and guesses are limited besides
PURPOSE = "look-up code"
DRAFT = "NHAP-"


def new_look_up_code() -> str:
    """As it is printed: 7K2M-9QXC-4TBD. It is told once, and stored as its fingerprint alone."""
    return _printed("".join(secrets.choice(SIGNS) for _each in range(LENGTH)))


def new_draft_code() -> str:
    """As NHAP-7K2M9QXC: it looks like no dossier's, so that nobody takes a draft for one. It opens nothing."""
    return DRAFT + "".join(secrets.choice(SIGNS) for _each in range(8))


def read_look_up_code(typed: str) -> str | None:
    """As it is printed, from what somebody types: in any case, with any spaces and dashes. None for what is no code."""
    signs = re.sub(r"[\s\-–—.]", "", typed[:100]).upper()
    if len(signs) != LENGTH or not set(signs) <= set(SIGNS):
        return None
    return _printed(signs)


def fingerprint(code: str) -> str:
    """By which it is stored."""
    return keys.fingerprint(PURPOSE, code)


def opens(code: str, stored: str) -> bool:
    """Whether this is the code of that fingerprint; it takes as long for any wrong one. Raises keys.MissingKey."""
    held = stored or of_none()  # what was erased opens with no code
    number = held.partition(":")[0]
    return secrets.compare_digest(keys.fingerprint(PURPOSE, code, int(number)), held)


def of_none() -> str:
    """As a fingerprint is stored, which no code has: asked where there is none, so that it takes as long."""
    return f"{keys.newest()}:{'0' * 64}"


def _printed(signs: str) -> str:
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))
