"""manage.py import_procedures FILE [--announce] [--dry-run]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from tqdm import tqdm

from cms.importing.read import read
from cms.importing.write import Importer, Outcome, group, summary


class Command(BaseCommand):
    help = "Import procedures from JSON lines, grouped by decision. Can be repeated and resumed at will."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--announce", action="store_true", help="announce each decision that came whole")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")

    def handle(self, *args: Any, file: Path, announce: bool, dry_run: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"{file}: no such file.")
        outcome = Outcome()
        with translation.override("vi"):
            groups = group(read(file), outcome)
            importer = Importer(file.name, outcome, dry_run=dry_run)
            with tqdm(total=sum(map(len, groups.values())), unit=" thủ tục", file=self.stderr, disable=None) as bar:
                for lines in groups.values():
                    importer.write(lines, announce)
                    bar.update(len(lines))
            for line in summary(outcome):
                self.stdout.write(line)
            if dry_run:
                self.stdout.write("Chạy thử: không ghi gì.")
        if outcome.errors:
            raise CommandError(f"{len(outcome.errors)} lỗi.", returncode=1)
