"""Which master keys the rows of dossiers need, and what for. In plain SQL, since it is asked of copies as well."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Model

from .models import Attachment, Dossier, Draft

Ask = Callable[[str], Sequence[Sequence[Any]]]  # SQL to rows
WRAPPED: tuple[type[Model], ...] = (Draft, Dossier)
# A fingerprint is held against its value under the key of its number. Those of mentions need none of their own: they
# are no older than the one of the dossier's body.
FINGERPRINTS: tuple[tuple[type[Model], str], ...] = (
    (Draft, "look_up"), (Draft, "owner"),
    (Dossier, "look_up"), (Dossier, "owner"), (Dossier, "body"),
    (Attachment, "token"),
)  # fmt: skip
TAIL = 65  # signs of a fingerprint behind the number of its key


def of_data_keys() -> Iterator[str]:
    """SQL, a statement a table: numbers of the keys that wrap, and how many rows each."""
    for model in WRAPPED:
        table = model._meta.db_table
        yield f'SELECT "key_number", count(*) FROM "{table}" WHERE length("wrapped") > 0 GROUP BY 1'  # noqa: S608


def of_fingerprints() -> Iterator[str]:
    """SQL, a statement a column: numbers of the keys that fingerprints were made with, and how many each."""
    for model, column in FINGERPRINTS:
        number = f'CAST(substr("{column}", 1, length("{column}") - {TAIL}) AS INTEGER)'
        table = model._meta.db_table
        yield f'SELECT {number}, count(*) FROM "{table}" WHERE length("{column}") > {TAIL} GROUP BY 1'  # noqa: S608


def counted(statements: Iterator[str], ask: Ask) -> dict[int, int]:
    """Rows, or fingerprints, by number of their key."""
    found: dict[int, int] = defaultdict(int)
    for statement in statements:
        for number, count in ask(statement):
            found[number] += count
    return dict(found)
