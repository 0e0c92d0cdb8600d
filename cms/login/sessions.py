"""When a login is over: some hours after it began, and sooner where nothing was done.

The moments stand in the session itself, so that a preview, which is read without the officer's browser, asks the same.
"""

from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session

from register import clock

from ..preview.token import PreviewToken

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970
EACH = 60  # seconds after which being active is written down again


def begin(session: Any) -> None:
    session[BEGAN] = session[SEEN] = clock.now().timestamp()


def touch(session: Any) -> None:
    """Something was done. A session from before these limits begins now."""
    now = clock.now().timestamp()
    if BEGAN not in session:
        begin(session)
    elif now - session[SEEN] >= EACH:
        session[SEEN] = now


def is_over(session: Any) -> bool:
    now = clock.now().timestamp()
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    return bool(now - began >= settings.SESSION_HOURS * 3600 or now - seen >= settings.SESSION_IDLE_MINUTES * 60)


def just_began(session: Any, seconds: int) -> bool:
    began = session.get(BEGAN)
    return began is not None and clock.now().timestamp() - began < seconds


def sessions_of(user: Any) -> list[Session]:
    """The open ones. Whose a session is stands inside it, so all are read: some hundreds in a province."""
    rows = Session.objects.filter(expire_date__gt=clock.now())
    return [row for row in rows.iterator() if row.get_decoded().get("_auth_user_id") == str(user.pk)]


def end_sessions_of(user: Any) -> int:
    keys = [row.session_key for row in sessions_of(user)]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def logged_in(request: Any, **_kwargs: Any) -> None:
    """Django tells that somebody came in."""
    begin(request.session)


def logged_out(request: Any, **_kwargs: Any) -> None:
    """Django tells that somebody leaves: what this login could still show of drafts goes with it."""
    PreviewToken.objects.filter(session_key=request.session.session_key or "-").delete()
