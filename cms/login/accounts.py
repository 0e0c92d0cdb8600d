"""An account's login as an administrator sees it: locked or not, second factor, province, open sessions."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from . import factor, lock, province, sessions


def may(officer: Any, user: Any) -> bool:
    """Whoever may change accounts; an administrator's only administrators. One's own is on one's own pages."""
    return (
        officer.has_perm("auth.change_user")
        and (officer.is_superuser or not user.is_superuser)
        and officer.pk != user.pk
    )


class AccountOfficeView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/login/account.html"
    header_icon = "key"

    @cached_property
    def user(self) -> Any:
        return get_object_or_404(get_user_model(), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("auth.change_user") or not may(request.user, self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Đăng nhập của %(name)s") % {"name": get_user_display_name(self.user)}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailusers_users:index"), "label": _("Users")},
            {"url": reverse("wagtailusers_users:edit", args=[self.user.pk]), "label": get_user_display_name(self.user)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            account=self.user,
            locked=lock.locked_addresses(self.user),
            has_factor=factor.has_factor(self.user),
            must_have=factor.must_have(self.user),
            is_bound=province.binding_of(self.user) is not None,
            open_sessions=len(sessions.sessions_of(self.user)),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {"unlock": self.unlock, "factor": self.factor, "unbind": self.unbind, "sessions": self.sessions}
        act = acts.get(request.POST.get("act", ""))
        if act:
            messages.success(request, act())
        return redirect("account_office", self.user.pk)

    def unlock(self) -> str:
        lock.unlock(self.request, self.user)
        log(instance=self.user, action="login.unlocked")
        return _("Đã mở khóa.")

    def factor(self) -> str:
        """Its sessions end too: whoever has the telephone may sit in one."""
        if factor.forget(self.user):
            log(instance=self.user, action="login.factor_reset")
        sessions.end_sessions_of(self.user)
        return _("Đã bỏ xác thực hai lớp và kết thúc các phiên.")

    def unbind(self) -> str:
        bound = province.binding_of(self.user)
        if bound:
            bound.delete()
            log(instance=self.user, action="login.unbound")
        return _("Đã gỡ tài khoản của tỉnh.")

    def sessions(self) -> str:
        if sessions.end_sessions_of(self.user):
            log(instance=self.user, action="login.sessions_ended")
        return _("Đã kết thúc các phiên.")
