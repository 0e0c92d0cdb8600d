"""How django-allauth logs in here: nobody signs up, words are ours, the lock is asked before the password."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import lock, sessions

AGAIN = 300  # seconds after a login in which nothing is asked again
MESSAGES = {
    "mfa/messages/totp_activated.txt": _("Đã bật xác thực hai lớp."),
    "mfa/messages/totp_deactivated.txt": _("Đã tắt xác thực hai lớp."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "too_many_login_attempts": _("Đã nhập sai quá nhiều lần. Hãy thử lại sau ít phút."),
        "rate_limited": _("Đã gửi quá nhiều lần. Hãy thử lại sau ít phút."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        # Before allauth counts too: who is locked out at one address shall not use up the account's own limit.
        lock.refuse_if_locked(request, credentials["username"])
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        lock.refuse_if_locked(request, credentials["username"])

    def get_client_ip(self, request: HttpRequest) -> str:
        return get_client_ip_address(request) or "unknown"

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, str(self.error_messages["username_password_mismatch"]))
        return redirect(settings.LOGIN_URL)

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any,
                    message: str | None = None, **kwargs: Any) -> None:  # fmt: skip
        words = message or MESSAGES.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        if sessions.just_began(self.request.session, AGAIN):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The second factor where there is one, else the password; else only a new login will do."""
        found = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        best = found.get("mfa_reauthenticate") or found.get("reauthenticate")
        return (
            [best or {"id": "again", "description": "", "url": reverse("login_again")}] if user.is_authenticated else []
        )
