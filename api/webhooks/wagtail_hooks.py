"""What the desk shows of webhooks."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .desk.viewset import SubscriberViewSet

ACTS = {
    "pause": _("Tạm dừng gửi"),
    "resume": _("Gửi tiếp"),
    "rotate": _("Đổi khóa ký"),
    "try": _("Gửi thử"),
    "resend": _("Gửi lại thông báo"),
    "skip": _("Bỏ qua thông báo"),
}


@hooks.register("register_admin_viewset")
def subscribers() -> SubscriberViewSet:
    return SubscriberViewSet()


@hooks.register("register_log_actions")
def acts(actions: Any) -> None:
    for name, label in ACTS.items():
        actions.register_action(f"webhooks.{name}", label, label)
