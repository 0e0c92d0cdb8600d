"""manage.py reset_login: helps an administrator whom no other can help."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.log_actions import log

from cms.login import factor, sessions


class Command(BaseCommand):
    help = "Unlock an account, take away its second factor and end its sessions. The password stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có tài khoản {username}.")
        AxesProxyHandler.reset_attempts(username=username)
        if factor.forget(user):
            log(instance=user, action="login.factor_reset")
        sessions.end_sessions_of(user)
        self.stdout.write(f"{username}: đã mở khóa, bỏ xác thực hai lớp và kết thúc các phiên.")
