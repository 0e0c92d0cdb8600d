"""manage.py intake_form propose CODE | check FILE | release FILE | export CODE: forms of procedures, as files."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from register import clock, record
from register.answer import answer
from register.drafts import Refused
from register.forms.definition import Form
from register.forms.differences import differences
from register.forms.in_use import form_in_use
from register.forms.problems import problems
from register.forms.proposing import propose
from register.forms.reading import FormError, read_json
from register.forms.writing import to_json, written


class Command(BaseCommand):
    help = "Propose, check, release and export the online form of a procedure (mẫu đơn điện tử)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        for name, told in (
            ("propose", "a draft from the text in force, to be finished by hand"),
            ("export", "the form in use, as the file that release takes"),
        ):
            action = actions.add_parser(name, help=told)
            action.add_argument("code", help="code of the procedure, as 1.001193")
            if name == "export":
                action.add_argument("--on", type=dt.date.fromisoformat, help="the form in use on this day; today")
        for name, told in (
            ("check", "all that is wrong with a file, and what differs from the form in use"),
            ("release", "make the form public: from its day it takes the place of the one before"),
        ):
            action = actions.add_parser(name, help=told)
            action.add_argument("file", type=Path)
            action.add_argument("--from", dest="from_on", type=dt.date.fromisoformat, help="its first day; today")
            if name == "release":
                action.add_argument("--by", required=True, help="who releases it, for the record")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        with translation.override("vi"):
            getattr(self, f"_{action}")(options)

    def _propose(self, options: dict[str, Any]) -> None:
        found = answer(options["code"])
        if found is None or found.edition is None:
            raise CommandError(f"Không có thủ tục {options['code']} đang có hiệu lực.")
        self.stdout.write(to_json(propose(found.edition.data)), ending="")

    def _export(self, options: dict[str, Any]) -> None:
        found = form_in_use(options["code"], options["on"])
        if found is None:
            raise CommandError(f"Thủ tục {options['code']} không có mẫu đơn điện tử vào ngày này.")
        self.stdout.write(to_json(found.form), ending="")

    def _check(self, options: dict[str, Any]) -> None:
        form = _form_in(options["file"])
        found = problems(form)
        for each in found:
            self.stdout.write(f"{'Lưu ý' if each.is_warning else 'Lỗi'} {each.field}: {each.message}")
        before = form_in_use(form.procedure, options["from_on"] or clock.today())
        for difference in differences(before.form, form) if before else ():
            self.stdout.write(difference.told)
        wrong = sum(not each.is_warning for each in found)
        if wrong:
            raise CommandError(f"{wrong} lỗi.")
        self.stderr.write("Mẫu đơn không có lỗi.")

    def _release(self, options: dict[str, Any]) -> None:
        form = _form_in(options["file"])
        try:
            row = record.release_form(written(form), options["from_on"] or clock.today(), options["by"])
        except Refused as refusal:
            raise CommandError("\n".join(f"{each.field}: {each.message}" for each in refusal.problems)) from refusal
        self.stdout.write(f"Đã công khai mẫu đơn số {row.number} của {row.code}, dùng từ {row.from_on:%d/%m/%Y}.")


def _form_in(file: Path) -> Form:
    if not file.is_file():
        raise CommandError(f"{file}: không có tệp này.")
    try:
        return read_json(file.read_bytes())
    except FormError as error:
        raise CommandError(str(error)) from error
