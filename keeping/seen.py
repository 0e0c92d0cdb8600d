"""What a database says of itself, all of one snapshot. In plain SQL, since it is asked of copies as well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from register.changes import POSITION

from . import sealed

Ask = Callable[[str], Sequence[Sequence[Any]]]  # SQL to rows


@dataclass(frozen=True)
class Seen:
    epoch: str
    head: int  # of the change log
    migrations: list[str]  # as register.0001_initial
    keys: list[int]  # numbers of the master keys that rows are sealed with


def seen(ask: Ask) -> Seen:
    position = ask(POSITION)
    applied = ask("SELECT app, name FROM django_migrations")
    return Seen(
        epoch=position[0][0] if position else "none",
        head=(position[0][1] or 0) if position else 0,
        migrations=sorted(f"{app}.{name}" for app, name in applied),
        keys=sorted(sealed_with(ask)),
    )


def sealed_with(ask: Ask) -> set[int]:
    return {row[0] for statement in sealed.statements() for row in ask(statement) if row[0] is not None}
