"""manage.py erase_dossiers [--dry-run] [--code CODE --by USERNAME]: personal data that is kept no longer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dossiers import erasing, journal
from dossiers.access import normal
from dossiers.management.accounts import account
from dossiers.models import Dossier
from dossiers.retaining import Rules
from dossiers.tracking import ENDED


class Command(BaseCommand):
    help = (
        "Erase the personal data of dossiers that ended longer ago than `set_retention` says; the worker does so each "
        "night. With --code that of one dossier, for a lawful request of its person or of a court. No way leads back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="erase nothing; say what would be")
        parser.add_argument("--code", metavar="CODE", help="one dossier that ended")
        parser.add_argument("--by", metavar="USERNAME", help="who carries out the request; with --code")

    def handle(self, *args: Any, dry_run: bool, code: str | None, by: str | None, **options: Any) -> None:
        if (code is None) != (by is None):
            raise CommandError(_("--code và --by đi cùng nhau."))
        try:
            self._one(code, str(by), dry_run) if code is not None else self._due(dry_run)
        except OSError as error:
            raise CommandError(
                _("Không ghi được sổ xóa dữ liệu %(path)s nên dừng lại: hãy cấp quyền ghi, rồi chạy lại.")
                % {"path": journal.place()}
            ) from error

    def _due(self, dry_run: bool) -> None:
        if not Rules().is_any:
            self.stdout.write(_("Chưa có thời hạn lưu nào (manage.py set_retention): không hồ sơ nào đến hạn xóa."))
        if not dry_run:
            self.stdout.write(_("Đã xóa dữ liệu cá nhân của %(count)d hồ sơ.") % {"count": erasing.erase_due()})
            return
        due = list(erasing.due())
        for told in due:
            self.stdout.write(
                _("Sẽ xóa dữ liệu cá nhân của hồ sơ %(code)s: %(rule)s.")
                % {"code": told.dossier.code, "rule": told.rule}
            )
        self.stdout.write(_("%(count)d hồ sơ đến hạn xóa; chưa xóa gì.") % {"count": len(due)})

    def _one(self, code: str, by: str, dry_run: bool) -> None:
        who, named = account(by), {"code": normal(code)}
        dossier = Dossier.objects.filter(code=named["code"]).first()
        if dossier is None:
            raise CommandError(_("Không có hồ sơ %(code)s.") % named)
        if dossier.is_erased:
            raise CommandError(_("Dữ liệu cá nhân của hồ sơ %(code)s đã được xóa từ trước.") % named)
        if dossier.state not in ENDED:
            raise CommandError(
                _("Hồ sơ %(code)s chưa kết thúc: hãy dừng xử lý tại bộ phận một cửa trước khi xóa.") % named
            )
        if dry_run:
            self.stdout.write(_("Sẽ xóa dữ liệu cá nhân của hồ sơ %(code)s; chưa xóa gì.") % named)
            return
        erasing.erase(dossier, _("theo yêu cầu hợp pháp"), who)
        self.stdout.write(_("Đã xóa dữ liệu cá nhân của hồ sơ %(code)s.") % named)
