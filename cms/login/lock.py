"""Who failed too often from one address waits, whether there is such an account or not. Counted by django-axes."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from register import clock


def refuse_if_locked(request: HttpRequest, username: str) -> None:
    """Raises ValidationError with the one sentence that tells nothing of the account."""
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        raise ValidationError(words(), code="locked")


def words() -> str:
    return _(
        "Đã nhập sai quá nhiều lần. Hãy thử lại sau %(minutes)s phút, hoặc đề nghị người quản trị mở khóa."
    ) % {"minutes": settings.LOGIN_LOCK_MINUTES}  # fmt: skip


def count_failure(request: HttpRequest, username: str) -> None:
    """A wrong second factor counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def locked_addresses(user: Any) -> list[str]:
    since = clock.now() - settings.AXES_COOLOFF_TIME
    rows = AccessAttempt.objects.filter(username=user.get_username(), attempt_time__gte=since).order_by()
    rows = rows.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return sorted(row["ip_address"] or "–" for row in rows if row["failures"] >= settings.AXES_FAILURE_LIMIT)


def unlock(request: HttpRequest, user: Any) -> None:
    """Forgets all failures of this account, from wherever."""
    AxesProxyHandler.reset_attempts(username=user.get_username())
    get_adapter()._delete_login_attempts_cached_email(request, username=user.get_username())
    ratelimit.clear(request, action="login_failed", key=f"mfa-auth-user-{user.pk}")


def was_locked(username: str | None, **_kwargs: Any) -> None:
    """django-axes tells that somebody is locked out: it stands in the history of the account, where there is one."""
    user = get_user_model().objects.filter(username=username).first()
    if user is not None:
        log(instance=user, action="login.locked")
