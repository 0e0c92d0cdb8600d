"""Signing keys of subscribers: made here, kept encrypted, shown once.

They must be readable again, since each message is signed with them; so they are encrypted with a key that is derived
from SECRET_KEY and is in no backup of the database.
"""

import base64
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """The key was sealed under a SECRET_KEY that this process does not know."""


def new() -> str:
    """A signing key as standard-webhooks writes it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def seal(key: str) -> str:
    return _box().encrypt(key.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_derived(each)) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(secret_key: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"niemyet webhooks signing keys")
    return base64.urlsafe_b64encode(derive.derive(secret_key.encode()))
