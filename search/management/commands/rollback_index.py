"""manage.py rollback_index [--engine …]: the index before the last rebuild comes back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.management.engine_option import add_engine_option, chosen
from search.synchronize import TROUBLES, RebuildNeeded, roll_back


class Command(BaseCommand):
    help = "Take back the index before the last rebuild and bring it to the head of the change log; twice undoes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_engine_option(parser)

    def handle(self, *args: Any, engine: str, **options: Any) -> None:
        using = chosen(engine)
        try:
            followed = roll_back(using)
        except (RebuildNeeded, *TROUBLES) as error:
            raise CommandError(f"The index was not rolled back: {error}") from error
        self.stdout.write(f"Chỉ mục {using.name}: đã trở lại bản trước, theo {followed} thay đổi.")
