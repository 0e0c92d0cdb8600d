"""manage.py rebuild_index [--engine …]: a new index beside the old one, then a swap."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.management.engine_option import add_engine_option, chosen
from search.synchronize import TROUBLES, is_usable, rebuild


class Command(BaseCommand):
    help = "Build the search index anew, without a moment in which search is away. The old one is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_engine_option(parser)
        parser.add_argument("--if-missing", action="store_true", help="do nothing where a usable index stands")

    def handle(self, *args: Any, engine: str, if_missing: bool, **options: Any) -> None:
        using = chosen(engine)
        try:
            if if_missing and is_usable(using):
                return
            with tqdm(unit=" mã", desc="Chỉ mục", file=self.stderr, disable=None) as bar:

                def progress(done: int, total: int) -> None:
                    bar.total = total
                    bar.update(done - bar.n)

                count = rebuild(using, progress, only_if_needed=if_missing)
        except TROUBLES as error:
            raise CommandError(f"The index was not built, the old one stays: {error}") from error
        if count is not None:
            self.stdout.write(f"Chỉ mục {using.name}: {count} tài liệu.")
