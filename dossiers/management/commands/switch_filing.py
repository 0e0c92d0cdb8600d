"""manage.py switch_filing on|off [--sector KEY | --procedure CODE]: where one may file here."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dossiers.models import FilingSwitch
from dossiers.switching import switch
from register.subjects import known
from register.words import SubjectKind


class Command(BaseCommand):
    help = (
        "Switch filing at this portal on or off: for all procedures that have a form, or for those of a sector, or for "
        "one. The narrower counts. Where it is off the button leads to the National Public Service Portal."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("state", choices=["on", "off"])
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--sector", metavar="KEY")
        which.add_argument("--procedure", metavar="CODE")

    def handle(self, *args: Any, state: str, sector: str | None, procedure: str | None, **options: Any) -> None:
        kind, key = FilingSwitch.Kind.PROVINCE, ""
        for subject, asked, own in (
            (SubjectKind.SECTOR, sector, FilingSwitch.Kind.SECTOR),
            (SubjectKind.PROCEDURE, procedure, FilingSwitch.Kind.PROCEDURE),
        ):
            if asked is not None:
                found = known(subject, asked)
                if found is None:
                    raise CommandError(f"There is no {subject.value} {asked}.")
                kind, key = own, found.key
        switch(kind, key, state == "on", "manage.py")
        self.stdout.write(f"{kind.label} {key}: {'bật' if state == 'on' else 'tắt'} nộp hồ sơ tại đây.")
