"""The second factor: a code from an application on the officer's telephone, or one of the recovery codes.

What the codes are computed from is kept encrypted with a key that is derived from SECRET_KEY and is in no backup of the
database.
"""

import base64
import logging
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from ..policy import people_of

logger = logging.getLogger(__name__)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _("Mã không đúng.")}

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Sealed under a SECRET_KEY that is gone. A random one fits no code: nobody gets in until it is reset.
            logger.error("A second factor cannot be read: its SECRET_KEY is not in SECRET_KEY_FALLBACKS.")
            return generate_totp_secret()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_derived(each)) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(secret_key: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"niemyet second factors")
    return base64.urlsafe_b64encode(derive.derive(secret_key.encode()))


def has_factor(user: Any) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def must_have(user: Any) -> bool:
    """Administrators and members of the named groups, and who stands in for one of them."""
    names = settings.SECOND_FACTOR_FOR
    if not names:
        return False
    return any(who.is_superuser or who.groups.filter(name__in=names).exists() for who in people_of(user))


def forget(user: Any) -> bool:
    """Takes factor and recovery codes away, as when a telephone was lost. False where there was none."""
    return bool(Authenticator.objects.filter(user=user).delete()[0])


def was_added(user: Any, authenticator: Authenticator, **_kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        log(instance=user, action="login.factor_set", user=user)


def was_removed(user: Any, authenticator: Authenticator, **_kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        log(instance=user, action="login.factor_off", user=user)
