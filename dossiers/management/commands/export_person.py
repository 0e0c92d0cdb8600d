"""manage.py export_person FOLDER --by USERNAME: what is held of a person, for this person."""

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dossiers.exporting import NothingExported, export
from dossiers.management.accounts import account


class Command(BaseCommand):
    help = (
        "Write all that dossiers hold of a person into a new folder: ho-so.html to read, ho-so.json, files. The "
        "national id number is asked for, or read from standard input: arguments stand in the list of processes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument("--by", metavar="USERNAME", required=True, help="who answers the person's request")

    def handle(self, *args: Any, folder: Path, by: str, **options: Any) -> None:
        who = account(by)
        try:
            done = export(_asked(), folder.resolve(), who)
        except NothingExported as why:
            raise CommandError(str(why)) from why
        self.stdout.write(
            _(
                "Đã ghi vào %(folder)s: %(whole)d hồ sơ đầy đủ, %(mentions)d hồ sơ có nêu số định danh, %(files)d tệp. "
                "Hãy giao cho đúng người rồi xóa thư mục này."
            )
            % {"folder": folder.resolve(), "whole": done.whole, "mentions": done.mentions, "files": done.files}
        )


def _asked() -> str:
    if sys.stdin.isatty():
        return getpass.getpass(_("Số định danh cá nhân: "))
    return sys.stdin.readline()
