"""The option that every command of search takes."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import CommandError

from search.engines import Engine, engine_named


def add_engine_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--engine", choices=["embedded", "elasticsearch"], default=settings.SEARCH_ENGINE, help="default: as configured"
    )


def chosen(name: str) -> Engine:
    if name == "elasticsearch" and not settings.ELASTICSEARCH_URL:
        raise CommandError("Set ELASTICSEARCH_URL to the server's address.")
    return engine_named(name)
