"""manage.py print_schema [--check | --release]: write api/schema.graphql, or fail when it drifted or breaks."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from graphql import build_schema, print_schema

from api.contract import broken
from api.schema import schema

PRINTED = settings.BASE_DIR / "api" / "schema.graphql"
RELEASED = settings.BASE_DIR / "api" / "schema.released.graphql"


class Command(BaseCommand):
    help = "Write the printed schema that front ends build on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when it drifted or breaks")
        parser.add_argument("--release", action="store_true", help="keep it as the one that may not be broken")

    def handle(self, *args: Any, check: bool, release: bool, **options: Any) -> None:
        printed = print_schema(schema.graphql_schema) + "\n"
        if check and (not PRINTED.exists() or PRINTED.read_text(encoding="utf-8") != printed):
            raise CommandError("api/schema.graphql differs from the code: run `make schema` and look at the change.")
        if RELEASED.exists():
            released = build_schema(RELEASED.read_text(encoding="utf-8"))
            if found := broken(released, build_schema(printed)):
                raise CommandError(
                    "Released front ends would break. Deprecate first, remove in a later release:\n" + "\n".join(found)
                )
        if not check:
            PRINTED.write_text(printed, encoding="utf-8")
        if release:
            RELEASED.write_text(printed, encoding="utf-8")
