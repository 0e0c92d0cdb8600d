"""Whoever answers for what a command does."""

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def account(name: str) -> str:
    """The user name of an account that is open. Raises CommandError."""
    if not get_user_model().objects.filter(username=name, is_active=True).exists():
        raise CommandError(_("Không có tài khoản %(name)s đang dùng được.") % {"name": name})
    return name
