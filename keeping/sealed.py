"""Which master keys the rows need: a backup tells their numbers, and whoever restores it must have them."""

from collections.abc import Iterator

from django.conf import settings

from dossiers import needed_keys
from dossiers.keys import master_keys


def statements() -> Iterator[str]:
    """SQL that selects the numbers of one column first."""
    yield from needed_keys.of_data_keys()
    yield from needed_keys.of_fingerprints()


def held() -> set[int]:
    """Numbers of the master keys that are set. Raises ImproperlyConfigured for what is no list of keys."""
    return set(master_keys()) if settings.DOSSIER_KEYS or settings.DEBUG else set()
