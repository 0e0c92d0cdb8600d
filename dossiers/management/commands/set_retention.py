"""manage.py set_retention KIND KEY MONTHS --by USERNAME: for how long personal data is kept once a dossier ended."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dossiers.management.accounts import account
from dossiers.retaining import MOST, Kind, in_words, set_retention
from register.subjects import known
from register.words import SubjectKind

NEVER, NONE = "never", ("", "-")
SUBJECTS = {Kind.SECTOR: SubjectKind.SECTOR, Kind.PROCEDURE: SubjectKind.PROCEDURE}


class Command(BaseCommand):
    help = (
        "Personal data of dossiers is erased so many months after they ended: of all (province -), of a sector, of a "
        "procedure. The narrower counts. `never` keeps it for good."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=Kind.values)
        parser.add_argument("key", metavar="KEY", help="a sector's key or a procedure's code; - for the province")
        parser.add_argument("months", metavar="MONTHS", type=_months, help=f"1 to {MOST}, or {NEVER}")
        parser.add_argument("--by", metavar="USERNAME", required=True)

    def handle(self, *args: Any, kind: str, key: str, months: int | None, by: str, **options: Any) -> None:
        who, found = account(by), ""
        if kind == Kind.PROVINCE:
            if key not in NONE:
                raise CommandError(_("Thời hạn lưu toàn tỉnh không có mã: hãy ghi dấu - thay cho mã."))
        else:
            subject = known(SUBJECTS[Kind(kind)], key)
            if subject is None:
                raise CommandError(_("Không có %(kind)s %(key)s.") % {"kind": Kind(kind).label, "key": key})
            found = subject.key
        row = set_retention(kind, found, months, who)
        self.stdout.write(_("Từ nay dữ liệu cá nhân của hồ sơ đã kết thúc: %(rule)s.") % {"rule": in_words(row)})


def _months(text: str) -> int | None:
    if text == NEVER:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise ArgumentTypeError(f"{text} is neither a number from 1 to {MOST} nor {NEVER}")
    return int(text)
