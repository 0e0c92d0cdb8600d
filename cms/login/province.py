"""The province's own sign-on (OpenID Connect). It opens accounts that are there, never makes one, and gives no right.

Whose account: the one that is bound to the subject. A subject seen for the first time is bound to the one active
account with the e-mail address that the province has verified; an administrator's is never bound so.
"""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.log_actions import log


class ProvinceAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        account = sociallogin.account
        if sociallogin.state.get("process") != "login" or not is_consistent(account.extra_data):
            refuse(request, failed_words())
        user = sociallogin.user if sociallogin.is_existing else matching(sociallogin)
        if user is None or not user.is_active:
            refuse(request, unknown_words())
        account.extra_data = {}  # what else the province tells of a person is not ours to keep
        if sociallogin.is_existing:
            account.save(update_fields=["extra_data"])
        else:
            sociallogin.connect(request, user)
            log(instance=user, action="login.bound", user=user)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        refuse(request, failed_words())


def is_consistent(told: dict[str, Any]) -> bool:
    """There is an ID token, and the further claims are about the same person; allauth does not compare the two."""
    token, claims = told.get("id_token"), told.get("userinfo")
    return bool(token and (claims is None or token.get("sub") == claims.get("sub")))


def matching(sociallogin: SocialLogin) -> Any:
    """The account to bind, or None: no verified address, no such account, or not exactly one."""
    verified = [each.email for each in sociallogin.email_addresses if each.verified and each.email.isascii()]
    if not verified:
        return None
    bound = SocialAccount.objects.filter(provider=sociallogin.account.provider).values("user")
    users = get_user_model().objects.filter(email__iexact=verified[0], is_active=True)
    if users.count() != 1:
        return None
    return users.filter(is_superuser=False).exclude(pk__in=bound).first()


def binding_of(user: Any) -> SocialAccount | None:
    return SocialAccount.objects.filter(user=user, provider=settings.OIDC_PROVIDER).first()


def refuse(request: HttpRequest, words: str) -> NoReturn:
    messages.error(request, words)
    raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))


def failed_words() -> str:
    return _("Không đăng nhập được bằng tài khoản của tỉnh. Hãy thử lại, hoặc dùng mật khẩu.")


def unknown_words() -> str:
    return _(
        "Tài khoản của tỉnh này chưa mở được tài khoản nào ở đây. "
        "Hãy đề nghị người quản trị ghi đúng địa chỉ thư của bạn."
    )
