"""The forms of the login in our words. Field names are those of Wagtail's own login."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import lock


class LoginForm(AllauthLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("Tên đăng nhập"), _("Mật khẩu")
        login.widget.attrs = {"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""

    def add_prefix(self, field_name: str) -> str:
        return "username" if field_name == "login" else super().add_prefix(field_name)


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].widget.attrs = {"autocomplete": "current-password", "autofocus": True}


def code_field() -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "autofocus": True, "inputmode": "numeric"}
    return forms.CharField(label=_("Mã xác thực"), max_length=20, widget=forms.TextInput(attrs=attrs))


class _CountedCode:
    """A wrong code counts towards the lock, and who is locked is not asked."""

    def clean_code(self) -> str:
        request, username = context.request, self.user.get_username()  # type: ignore[attr-defined]
        lock.refuse_if_locked(request, username)
        try:
            return super().clean_code()  # type: ignore[misc]
        except ValidationError as wrong:
            if wrong.code == "incorrect_code":
                lock.count_failure(request, username)
                lock.refuse_if_locked(request, username)
            raise


class CodeForm(_CountedCode, AuthenticateForm):
    code = code_field()


class CodeAgainForm(_CountedCode, MFAReauthenticateForm):
    code = code_field()


class FirstCodeForm(ActivateTOTPForm):
    code = code_field()
