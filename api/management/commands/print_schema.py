"""manage.py print_schema [--check]: write api/schema.graphql, or fail when it has drifted from the code."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from graphql import print_schema

from api.schema import schema


class Command(BaseCommand):
    help = "Write the printed schema that front ends build on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the committed one differs")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = settings.BASE_DIR / "api" / "schema.graphql"
        printed = print_schema(schema.graphql_schema) + "\n"
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != printed:
                raise CommandError(
                    "api/schema.graphql differs from the code: run `make schema` and look at the change."
                )
            return
        path.write_text(printed, encoding="utf-8")
