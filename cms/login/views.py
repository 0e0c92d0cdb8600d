"""The pages of the login: django-allauth's, in Wagtail's look."""

from collections.abc import Callable
from typing import Any

import requests
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView as AllauthLoginView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.views.account import password_reset_enabled
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import factor, province


class LoginView(AllauthLoginView):
    template_name = "cms/login/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            # Nothing at the desk is for this account: its page would send it here for ever.
            return FormView.dispatch(self, request, *args, **kwargs)
        if not user.is_authenticated:
            clear_login(request)  # who comes back from the second factor begins anew
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            show_password_reset=password_reset_enabled(), has_province=settings.OIDC_ON, **kwargs
        )


class CodeView(AuthenticateView):
    template_name = "cms/login/code.html"

    def _build_forms(self) -> Any:
        """The one form there is. allauth's takes a POST without a code for that of a passkey, which nobody has here."""
        self.webauthn_form = None
        data = self.request.POST if self.request.method == "POST" else None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=data)
        return self.auth_form


class AddFactorView(ActivateTOTPView):
    template_name = "cms/login/add_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(must_have=factor.must_have(self.request.user), **kwargs)


class _Own(WagtailAdminTemplateMixin):
    """A page of the officer's own login, with the desk around it."""

    header_icon = "key"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailadmin_account"), "label": _now("Account")},
            {"url": reverse("mfa_index"), "label": FactorView.page_title},
            *([] if isinstance(self, FactorView) else [{"url": "", "label": self.page_title}]),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"must_have": factor.must_have(self.request.user)}


class FactorView(_Own, IndexView):
    template_name = "cms/login/factor.html"
    page_title = _("Xác thực hai lớp")


class RemoveFactorView(_Own, DeactivateTOTPView):
    template_name = "cms/login/remove_factor.html"
    page_title = _("Tắt xác thực hai lớp")


class CodesView(_Own, ViewRecoveryCodesView):
    template_name = "cms/login/codes.html"
    page_title = _("Mã dự phòng")


class NewCodesView(_Own, GenerateRecoveryCodesView):
    template_name = "cms/login/new_codes.html"
    page_title = _("Tạo mã dự phòng mới")


def at_the_province(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What allauth lets through when the province's sign-on is away, or answers nonsense, is told in words."""

    def asked(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (requests.RequestException, LookupError, TypeError, ValueError):
            try:
                province.refuse(request, province.failed_words())
            except ImmediateHttpResponse as answer:
                return answer.response

    return asked


province_login = require_POST(at_the_province(openid_connect.login))
province_callback = at_the_province(openid_connect.callback)
