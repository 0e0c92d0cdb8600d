"""manage.py backup DIR: database and files of one moment, while the product goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from keeping.backing_up import back_up
from keeping.management.language_option import add_language_option
from keeping.management.progress import bar
from keeping.refused import Refused


class Command(BaseCommand):
    help = "Back up database and files into an empty folder. The keys of dossiers are not in it: keep them apart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        add_language_option(parser)

    def handle(self, *args: Any, folder: Path, language: str, **options: Any) -> None:
        with override(language):
            try:
                with bar(self.stderr) as (say, progress):
                    made = back_up(folder.resolve(), say, progress)
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write(
                _("Đã sao lưu vào %(folder)s: thay đổi số %(head)d, %(files)d tệp; khóa cần có: %(keys)s.")
                % {
                    "folder": folder.resolve(),
                    "head": made.seen.head,
                    "files": len(made.files),
                    "keys": ", ".join(map(str, made.seen.keys)) or "–",
                }
            )
