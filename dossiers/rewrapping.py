"""Changing the master key: data keys are wrapped anew under the newest one; what they sealed stays as it is.

It may be ended at any point and run again, while people file: each row is changed only where it still is what was read.
Drafts go first, since a dossier takes over the wrapped key of its draft.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from . import keys, mentions, needed_keys
from .models import Dossier, Draft, Mention

BATCH = 200  # rows that wait for each other at most
Progress = Callable[[int, int], None]  # how many are done, of how many


@dataclass
class Rewrapped:
    """How many data keys and mentions were changed, and codes of what opens with no key that is here."""

    data_keys: int = 0
    mentions: int = 0
    unreadable: list[str] = field(default_factory=list)


def rewrap_all(progress: Progress) -> Rewrapped:
    """Everything that is not under the newest master key yet."""
    done = Rewrapped()
    total = sum(_old(model).count() for model in (Draft, Dossier)) + _old_mentions().count()
    for model in (Draft, Dossier):
        for each in _batches(_old(model)):
            _rewrap(model, each, done)
            progress(done.data_keys, total)
    for each in _batches(_old_mentions().select_related("dossier")):
        for row in each:
            done.mentions += _anew(row)
        progress(done.data_keys + done.mentions, total)
    return done


def still_needed() -> tuple[dict[int, int], dict[int, int]]:
    """Data keys, and fingerprints, by the number of the master key that they need."""

    def ask(statement: str) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    told = (needed_keys.of_data_keys(), needed_keys.of_fingerprints())
    return needed_keys.counted(told[0], ask), needed_keys.counted(told[1], ask)


def _old(model: type[Draft] | type[Dossier]) -> Any:
    return model.objects.exclude(key_number=keys.newest()).exclude(wrapped=b"")


def _old_mentions() -> Any:
    return Mention.objects.exclude(fingerprint__startswith=f"{keys.newest()}:")


def _batches(rows: Any) -> Iterator[list[Any]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


@transaction.atomic
def _rewrap(model: type[Draft] | type[Dossier], rows: list[Any], done: Rewrapped) -> None:
    for row in rows:
        stored = keys.Wrapped(row.key_number, bytes(row.wrapped))
        try:
            anew = keys.rewrap(stored)
        except (keys.MissingKey, keys.Unreadable):
            done.unreadable.append(row.code)
            continue
        same = model.objects.filter(pk=row.pk, key_number=stored.number, wrapped=stored.data)
        done.data_keys += same.update(key_number=anew.number, wrapped=anew.data)


def _anew(row: Mention) -> int:
    """The number that it stands for is found among what the dossier says, also where its form was taken back."""
    number = int(row.fingerprint.partition(":")[0])
    try:
        said = set(_words(row.dossier.answers))
        named = next((each for each in said if keys.fingerprint(mentions.PURPOSE, each, number) == row.fingerprint), "")
    except (keys.MissingKey, keys.Unreadable):
        return 0
    same = Mention.objects.filter(pk=row.pk, fingerprint=row.fingerprint)
    return same.update(fingerprint=keys.fingerprint(mentions.PURPOSE, named)) if named else 0


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _words(each)
