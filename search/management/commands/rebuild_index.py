"""manage.py rebuild_index [--engine …]: a new index beside the old one, then a swap."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines import EngineUnavailable, IndexBusy
from search.management.engine_option import add_engine_option, chosen
from search.synchronize import RebuildNeeded, checked_cursor, rebuild


class Command(BaseCommand):
    help = "Build the search index anew, without a moment in which search is away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_engine_option(parser)
        parser.add_argument("--if-missing", action="store_true", help="do nothing where a usable index stands")

    def handle(self, *args: Any, engine: str, if_missing: bool, **options: Any) -> None:
        using = chosen(engine)
        try:
            if if_missing and self._stands(using):
                return
            with tqdm(unit=" mã", desc="Chỉ mục", file=self.stderr, disable=None) as bar:

                def progress(done: int, total: int) -> None:
                    bar.total = total
                    bar.update(done - bar.n)

                count = rebuild(using, progress)
        except (EngineUnavailable, IndexBusy) as error:
            raise CommandError(f"The index was not built: {error}") from error
        self.stdout.write(f"Chỉ mục {using.name}: {count} tài liệu.")

    def _stands(self, using: Any) -> bool:
        try:
            checked_cursor(using)
        except RebuildNeeded:
            return False
        return True
