"""What the login tells Wagtail, by hook."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button

from .accounts import may

ACTS = {
    "locked": gettext_lazy("Bị khóa đăng nhập"),
    "unlocked": gettext_lazy("Mở khóa đăng nhập"),
    "factor_set": gettext_lazy("Bật xác thực hai lớp"),
    "factor_off": gettext_lazy("Tắt xác thực hai lớp"),
    "factor_reset": gettext_lazy("Đặt lại xác thực hai lớp"),
    "bound": gettext_lazy("Gắn tài khoản của tỉnh"),
    "unbound": gettext_lazy("Gỡ tài khoản của tỉnh"),
    "sessions_ended": gettext_lazy("Kết thúc các phiên"),
}


def acts(actions: Any) -> None:
    for name, label in ACTS.items():
        actions.register_action(f"login.{name}", label, label)


def account_menu_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Xác thực hai lớp"),
        "help_text": _("Thêm mã từ điện thoại khi đăng nhập, xem mã dự phòng."),
    }


def listing_buttons(user: Any, request_user: Any) -> Iterator[Button]:
    if may(request_user, user):
        yield Button(_("Đăng nhập"), reverse("account_office", args=[user.pk]), icon_name="key", priority=15)
