"""What a person did stays when the account goes: an account that was used is closed, never deleted or renamed.

The public record and the desk's history tell by account who did what; a name that is free again would be another's.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Field, Model, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

# Rows that are the account's own and tell of nothing that was done.
OWN = {
    "account.emailaddress",
    "auth.user_groups",
    "auth.user_user_permissions",
    "mfa.authenticator",
    "socialaccount.socialaccount",
    "wagtailadmin.editingsession",
    "wagtailadmin.formstate",
    "wagtailusers.userprofile",
}


def keys_to_users() -> Iterator[tuple[type[Model], Field]]:
    """Every foreign key to an account in all models."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.related_model is get_user_model():
                yield model, field


def was_used(user: Any) -> bool:
    if user.last_login is not None:
        return True
    return any(
        model._base_manager.filter(**{field.name: user.pk}).exists()
        for model, field in keys_to_users()
        if model._meta.label_lower not in OWN
    )


def words() -> str:
    return _(
        "Tài khoản đã được dùng nên không xóa, không đổi tên đăng nhập: lịch sử phải còn ghi ai đã làm gì. "
        "Không dùng nữa thì bỏ chọn ô “Kích hoạt”."
    )


def refuse_deleting(instance: Any, **_kwargs: Any) -> None:
    """Django tells that an account is about to be deleted, by whatever way. Raises ProtectedError."""
    if was_used(instance):
        raise ProtectedError(words(), {instance})


def before_delete(request: HttpRequest, user: Any) -> HttpResponse | None:
    return _back(request, user) if was_used(user) else None


def before_bulk(request: HttpRequest, action: str, rows: Any, _action: Any) -> HttpResponse | None:
    users = [row for row in rows if isinstance(row, get_user_model())] if action == "delete" else []
    used = next((user for user in users if was_used(user)), None)
    return _back(request, used) if used else None


def before_edit(request: HttpRequest, user: Any) -> HttpResponse | None:
    typed = request.POST.get("username", user.get_username())
    return _back(request, user) if typed != user.get_username() and was_used(user) else None


def _back(request: HttpRequest, user: Any) -> HttpResponse:
    messages.error(request, f"{user.get_username()}: {words()}")
    return redirect("wagtailusers_users:edit", user.pk)
