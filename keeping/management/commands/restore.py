"""manage.py restore DIR [--over]: a backup into an empty database and empty folders."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from keeping.management.language_option import add_language_option
from keeping.management.progress import bar
from keeping.refused import Refused
from keeping.restoring import restore


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty database and empty folders, with all processes ended. Everything is checked "
        "before anything is touched. Letters and webhooks then wait for `after_restore --release`."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--over", action="store_true", help="in the place of the data that stands here")
        add_language_option(parser)

    def handle(self, *args: Any, folder: Path, over: bool, language: str, **options: Any) -> None:
        with override(language):
            try:
                with bar(self.stderr) as (say, progress):
                    told = restore(folder.resolve(), over, say, progress)
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write(
                _("Đã khôi phục bản sao lưu lúc %(moment)s, thay đổi số %(head)d, %(files)d tệp.")
                % {"moment": told.made_at, "head": told.seen.head, "files": len(told.files)}
            )
            self.stdout.write(
                _("Hãy chạy synchronize_index, khởi động mọi tiến trình, xem lại, rồi chạy after_restore --release.")
            )
