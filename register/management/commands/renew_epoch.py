"""manage.py renew_epoch: after a restored backup, so that no reader takes the new log for the old one."""

from typing import Any

from django.core.management.base import BaseCommand

from register.changes import renew_epoch


class Command(BaseCommand):
    help = "Renew the epoch of the change log: once, after a backup was restored, before anything serves."

    def handle(self, *args: Any, **options: Any) -> None:
        renew_epoch()
        self.stdout.write(
            "Nhật ký thay đổi có kỳ mới. Hãy chạy rebuild_index rồi khởi động lại mọi tiến trình; "
            "webhook chờ cán bộ bấm Gửi tiếp."
        )
