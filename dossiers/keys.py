"""Keys of dossiers: each dossier has a data key of its own, which a numbered master key wraps.

Master keys stand in the environment, apart from the data: a copy of the database and of the files opens nothing. A new
master key is added under the next number and used from then on; the old one stays until everything is wrapped anew.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LENGTH = 32  # bytes of every key
NONCE = 12  # bytes
DEVELOPMENT = 0  # the number of the key that is made of SECRET_KEY where none is set


class MissingKey(Exception):
    """The master key of that number is not among DOSSIER_KEYS."""


class Unreadable(Exception):
    """It was sealed with another key, for another place, or has been changed since."""


@dataclass(frozen=True)
class Wrapped:
    """A data key as it is stored: the number of the master key, and 40 bytes (RFC 3394)."""

    number: int
    data: bytes


@dataclass(frozen=True)
class Key:
    """A data key. What it seals says nothing of itself, and opens only at the place that it was sealed for."""

    secret: bytes

    def seal(self, plain: bytes, place: str) -> bytes:
        """AES-256-GCM under a random nonce, which stands first."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises Unreadable."""
        try:
            return AESGCM(self.secret).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
        except (InvalidTag, ValueError):
            raise Unreadable from None


def new() -> tuple[Key, Wrapped]:
    """A data key, and how it is stored."""
    key = Key(AESGCM.generate_key(LENGTH * 8))
    return key, _wrapped(key)


def unwrap(wrapped: Wrapped) -> Key:
    """Raises MissingKey or Unreadable."""
    try:
        return Key(aes_key_unwrap(_master(wrapped.number), wrapped.data))
    except (InvalidUnwrap, ValueError):
        raise Unreadable from None


def rewrap(wrapped: Wrapped) -> Wrapped:
    """Under the newest master key; what the data key sealed stays as it is. Raises MissingKey or Unreadable."""
    return wrapped if wrapped.number == newest() else _wrapped(unwrap(wrapped))


def fingerprint(purpose: str, value: str, number: int | None = None) -> str:
    """By which a value is found again that is stored nowhere in the clear: `2:9f86…`, with the number of its key.

    Whoever has the database alone cannot try values out: id numbers are few. One value has another fingerprint for each
    purpose, so that tables cannot be laid over each other.
    """
    used = newest() if number is None else number
    return f"{used}:{hmac.new(_derived(_master(used), purpose), value.encode(), hashlib.sha256).hexdigest()}"


def fingerprints(purpose: str, value: str) -> list[str]:
    """Under every master key, the newest first: while keys are changed, rows of both stand beside each other."""
    return [fingerprint(purpose, value, number) for number in sorted(master_keys(), reverse=True)]


def master_keys() -> Mapping[int, bytes]:
    """By number. Raises ImproperlyConfigured for what is no list of numbered keys."""
    if not settings.DOSSIER_KEYS:
        if not settings.DEBUG:
            raise ImproperlyConfigured(
                "Set DOSSIER_KEYS: with DEBUG=0 no dossier is sealed with a key made of another."
            )
        return {DEVELOPMENT: _derived(settings.SECRET_KEY.encode(), "development")}
    found: dict[int, bytes] = {}
    for each in settings.DOSSIER_KEYS:
        number, _colon, text = each.partition(":")
        try:
            secret = base64.b64decode(text, altchars=b"-_", validate=True)
        except binascii.Error:
            secret = b""
        if not number.isdecimal() or int(number) in found or len(secret) != LENGTH:
            raise ImproperlyConfigured(
                "DOSSIER_KEYS is a list as 1:KEY,2:KEY, each number once, each key 32 random bytes in base64 "
                "(`openssl rand -base64 32`)."
            )
        found[int(number)] = secret
    return found


def newest() -> int:
    return max(master_keys())


def _wrapped(key: Key) -> Wrapped:
    number = newest()
    return Wrapped(number, aes_key_wrap(_master(number), key.secret))


def _master(number: int) -> bytes:
    try:
        return master_keys()[number]
    except KeyError:
        raise MissingKey(f"Add the key of number {number} to DOSSIER_KEYS: dossiers are sealed with it.") from None


def _derived(secret: bytes, purpose: str) -> bytes:
    info = f"niemyet dossiers, {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=LENGTH, salt=None, info=info).derive(secret)
