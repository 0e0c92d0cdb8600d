"""Which master keys the rows need: a backup tells their numbers, and whoever restores it must have them.

A table of dossiers whose rows are sealed keeps the number in a column `key_number`: by that name it is found here.
"""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings

from dossiers.keys import master_keys

COLUMN = "key_number"


def statements() -> Iterator[str]:
    """SQL that selects the numbers of one table."""
    for model in apps.get_app_config("dossiers").get_models():
        if any(field.column == COLUMN for field in model._meta.concrete_fields):
            yield f'SELECT DISTINCT "{COLUMN}" FROM "{model._meta.db_table}"'  # noqa: S608 - our own names


def held() -> set[int]:
    """Numbers of the master keys that are set. Raises ImproperlyConfigured for what is no list of keys."""
    return set(master_keys()) if settings.DOSSIER_KEYS or settings.DEBUG else set()
