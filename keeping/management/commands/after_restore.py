"""manage.py after_restore [--release]: what must follow a restored backup, and then letting messages go out again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from keeping.after import after_restore, release
from keeping.management.language_option import add_language_option


class Command(BaseCommand):
    help = (
        "After a database was restored by other means than `restore`, which does it itself: a new epoch, empty caches, "
        "ended sessions; letters and webhooks wait. With --release they go out again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--release", action="store_true", help="let letters and webhooks go out again")
        add_language_option(parser)

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        with override(language):
            if options["release"]:
                followed, subscribers = release()
                told = _("Thư và webhook được gửi tiếp: %(followed)d mục theo dõi, %(subscribers)d nơi nhận.") % {
                    "followed": followed, "subscribers": subscribers,
                }  # fmt: skip
            else:
                after_restore()
                told = _(
                    "Nhật ký thay đổi có kỳ mới; thư và webhook chờ after_restore --release. "
                    "Hãy chạy synchronize_index rồi khởi động lại mọi tiến trình."
                )
            self.stdout.write(told)
