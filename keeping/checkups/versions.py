"""The versions of what the product stands on, beside the lowest that it is made for."""

import platform
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress

import django
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from elasticsearch import ApiError, TransportError

from search.engines import engine

from .finding import Finding, fault, ok

LEAST = {
    "Python": (3, 11),
    "Django": (5, 2),
    "SQLite": (3, 35),
    "PostgreSQL": (14,),
    "Elasticsearch": (9,),
    "Node": (24,),
}


def versions() -> Finding:
    found = dict(_found())
    old = {name: told for name, told in found.items() if numbers(told) < LEAST[name]}
    if old:
        return fault(
            _("Phiên bản quá cũ: %(old)s; hãy nâng cấp.")
            % {"old": ", ".join(f"{name} {told} (≥ {'.'.join(map(str, LEAST[name]))})" for name, told in old.items())}
        )
    return ok(", ".join(f"{name} {told}" for name, told in found.items()) + ".")


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _found() -> Iterator[tuple[str, str]]:
    """What can be asked here; Node may be on another machine, and Elasticsearch away, which the index tells."""
    yield "Python", platform.python_version()
    yield "Django", django.get_version()
    if connection.vendor == "sqlite":
        yield "SQLite", sqlite3.sqlite_version
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            yield "PostgreSQL", cursor.fetchone()[0].split()[0]
    if settings.SEARCH_ENGINE == "elasticsearch":
        with suppress(ApiError, TransportError):
            yield "Elasticsearch", engine().writer.info()["version"]["number"]  # type: ignore[attr-defined]
    if node := shutil.which("node"):
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
        if told:
            yield "Node", told.removeprefix("v")
