"""manage.py doctor: what is well, what is not, and what to do."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from keeping.checkups.finding import Level
from keeping.doctor import examine
from keeping.management.language_option import add_language_option

MARKS = {Level.OK: "✓", Level.WARNING: "!", Level.FAULT: "✗"}


class Command(BaseCommand):
    help = (
        "Look at triggers, keys, clock, cursors, broker, mail, disk, versions. Ends with code 1 where there is a fault."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        add_language_option(parser)

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        faults = 0
        with override(language):
            for name, finding in examine():
                faults += finding.level is Level.FAULT
                row = {"checkup": name, "level": finding.level.value, "sentence": finding.sentence}
                line = f"{MARKS[finding.level]} {name}: {finding.sentence}"
                self.stdout.write(json.dumps(row, ensure_ascii=False) if options["json"] else line)
            if faults:
                raise CommandError(_("%(faults)d lỗi.") % {"faults": faults})
