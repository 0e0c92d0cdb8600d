"""manage.py synchronize_index [--engine …]: follow the change log, then repair by hashes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.management.engine_option import add_engine_option, chosen
from search.models import RefusedDocument
from search.synchronize import TROUBLES, follow_and_repair


class Command(BaseCommand):
    help = "Bring the search index to the head of the change log and repair what differs from the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_engine_option(parser)

    def handle(self, *args: Any, engine: str, **options: Any) -> None:
        using = chosen(engine)
        try:
            followed, repaired = follow_and_repair(using)
        except TROUBLES as error:
            raise CommandError(f"The index was not brought up to date: {error}") from error
        self.stdout.write(f"Chỉ mục {using.name}: theo {followed} thay đổi, sửa {repaired} mã.")
        for row in RefusedDocument.objects.filter(engine=using.name).order_by("document"):
            self.stdout.write(f"Bị từ chối từ {row.since:%d/%m/%Y}: {row.document}: {row.reason}")
