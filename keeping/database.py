"""The configured database's dump and return."""

from types import ModuleType

from django.db import connection

from . import postgresql, sqlite


def engine() -> ModuleType:
    """`sqlite` or `postgresql`, which have the same functions."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def holds_anything() -> bool:
    return bool(connection.introspection.table_names())
