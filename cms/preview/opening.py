"""Open a preview with its token, once, and read it with the secret that was given for it.

Both say None for whatever is wrong, in the same way: no such preview, another one's word, used, too late, the editor
has left the desk or lost the right.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.module_loading import import_string
from wagtail.models import Page

from register import clock

from ..login.sessions import is_over
from ..policy import policy_for
from .token import PreviewToken


@dataclass(frozen=True)
class Opened:
    """What a token was exchanged for."""

    secret: str
    expires_at: dt.datetime


def new_word() -> str:
    """256 random bits, for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hashed(word: str) -> str:
    """As it is stored: the words have 256 bits, so a plain hash protects them."""
    return hashlib.sha256(word.encode()).hexdigest()


def open_preview(key: str, token: str) -> Opened | None:
    """Exchange the token of this preview for a secret. It works once, also for two who ask together."""
    row = _alive(key)
    if row is None or not hmac.compare_digest(row.token_hash, hashed(token)) or not _is_allowed(row):
        return None
    secret = new_word()
    taken = PreviewToken.objects.filter(pk=row.pk, secret_hash="").update(secret_hash=hashed(secret))
    return Opened(secret, row.expires_at) if taken else None


def read_preview(key: str, secret: str) -> PreviewToken | None:
    """The preview, if it may still be read. Asked anew at every reading."""
    row = _alive(key)
    if row is None or not row.secret_hash or not hmac.compare_digest(row.secret_hash, hashed(secret)):
        return None
    return row if _is_allowed(row) else None


def forget_expired() -> int:
    """Delete what nobody can read any more; says how many."""
    gone, _by_model = PreviewToken.objects.filter(expires_at__lte=clock.now()).delete()
    return gone


def _alive(key: str) -> PreviewToken | None:
    return PreviewToken.objects.filter(key=key, expires_at__gt=clock.now()).first()


def _is_allowed(row: PreviewToken) -> bool:
    """Whether the editor is still logged in with that session, and may still see the draft at the desk."""
    request = HttpRequest()
    request.session = _session(row.session_key)
    editor = get_user(request)  # also says no after a change of password, or once the account is closed
    if is_over(request.session):
        return False
    if not editor.is_authenticated or editor.pk != row.editor_id or not editor.has_perm("wagtailadmin.access_admin"):
        return False
    try:
        draft = apps.get_model(row.kind)._default_manager.filter(pk=row.object_id).first()
    except (LookupError, ValueError, ValidationError):
        return False
    return draft is not None and may_see(editor, draft)


def _session(key: str) -> SessionBase:
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    session: SessionBase = store(key)
    return session


def may_see(user: Any, draft: Any) -> bool:
    """The right by which the desk itself shows this draft. A kind that nobody answers for is not shown."""
    policy = policy_for(type(draft))
    if policy:
        return policy.may_see(user, draft)
    return isinstance(draft, Page) and bool(draft.permissions_for_user(user).can_edit())
