"""Triggers that keep the public record and the events of dossiers.

Rows are added, never changed, replaced, deleted or truncated.

Django's `AlterField` on SQLite drops triggers silently, so they are set anew after every `migrate`, and `prove()` shows
by trying that each one bites. Seen besides: SQLite's INSERT OR REPLACE passes update and delete triggers, and
PostgreSQL's TRUNCATE fires no row trigger; both are therefore guarded apart.
"""

# ruff: noqa: S608 - the names in these statements are those of our own tables

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models.signals import post_migrate

MESSAGE = "public record: rows are only added"
NO_RIGHT = "42501"  # what PostgreSQL tells a role that may only read and add, before any trigger


def frozen_models() -> list[type[models.Model]]:
    from .models import Frozen

    return [model for model in apps.get_models() if issubclass(model, Frozen)]


def connect() -> None:
    post_migrate.connect(_after_migrate, sender=apps.get_app_config("register"))


def _after_migrate(**kwargs: Any) -> None:
    from .changes import epoch, renew_epoch

    if kwargs.get("using") != "default" or not tables_exist():
        return
    install()
    if epoch() == "none":
        renew_epoch()
    if holes := prove():
        raise RuntimeError(f"The public record is not guarded: {', '.join(holes)}")


def tables_exist() -> bool:
    present = set(connection.introspection.table_names())
    return all(model._meta.db_table in present for model in frozen_models())


def unique_keys(model: type[models.Model]) -> list[list[str]]:
    """The columns of every key of `model`: the primary one, unique fields, unique constraints."""
    keys = [[str(field.column)] for field in model._meta.concrete_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            keys.append([str(getattr(model._meta.get_field(name), "column", name)) for name in constraint.fields])
    return keys


def install() -> None:
    with connection.cursor() as cursor:
        for model in frozen_models():
            for statement in _statements(model):
                cursor.execute(statement)


def remove() -> None:
    """Take the triggers away: for a test database that is emptied, and for a redaction of two officers."""
    with connection.cursor() as cursor:
        for model in frozen_models():
            table = model._meta.db_table
            for name in ("update", "delete", "insert", "truncate"):
                if connection.vendor == "sqlite":
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{name}"')
                else:
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{name}" ON "{table}"')


def _statements(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    taken = " OR ".join(
        "(" + " AND ".join(f'kept."{column}" IS NEW."{column}"' for column in key) + ")" for key in unique_keys(model)
    )
    if connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in ("update", "delete"):
            yield f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"'
            yield f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" {refuse}'
        yield f'DROP TRIGGER IF EXISTS "{table}_no_insert"'
        yield (
            f'CREATE TRIGGER "{table}_no_insert" BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" kept WHERE {taken}) {refuse}'
        )
        return
    yield (
        "CREATE OR REPLACE FUNCTION register_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    for name, events, each in (
        ("update", "UPDATE", "ROW"),
        ("delete", "DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    ):
        yield f'DROP TRIGGER IF EXISTS "{table}_no_{name}" ON "{table}"'
        yield (
            f'CREATE TRIGGER "{table}_no_{name}" BEFORE {events} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION register_refuse()"
        )


def missing() -> list[str]:
    """Names of triggers that should stand and do not, from the database's own catalogue. One query."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        standing = {name for (name,) in cursor.fetchall()}
    verbs = ("update", "delete", "insert" if connection.vendor == "sqlite" else "truncate")
    wanted = {f"{model._meta.db_table}_no_{verb}" for model in frozen_models() for verb in verbs}
    return sorted(wanted - standing)


def prove() -> list[str]:
    """Try to break every guard, inside a transaction that is rolled back. Returns the holes, none when all hold."""
    holes = []
    for model in frozen_models():
        for attempt, statement, values in _attempts(model):
            if not _is_refused(model, statement, values):
                holes.append(f"{model._meta.db_table}: {attempt}")
    return holes


def _attempts(model: type[models.Model]) -> Iterator[tuple[str, str, list[Any]]]:
    table, key = model._meta.db_table, model._meta.pk.column
    yield "update", f'UPDATE "{table}" SET "{key}" = "{key}"', []
    yield "delete", f'DELETE FROM "{table}"', []
    if connection.vendor == "sqlite":
        yield "replace", f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"', []
    else:
        yield "truncate", f'TRUNCATE "{table}" CASCADE', []


class _RolledBackError(Exception):
    pass


def _is_refused(model: type[models.Model], statement: str, values: list[Any]) -> bool:
    refused = False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{model._meta.db_table}" LIMIT 1')
            if cursor.fetchone() is None and not statement.startswith("TRUNCATE"):
                _insert_dummy(model)  # a row trigger bites only where there is a row
            try:
                with transaction.atomic():
                    cursor.execute(statement, values)
            except DatabaseError as error:
                refused = MESSAGE in str(error) or getattr(error.__cause__, "sqlstate", "") == NO_RIGHT
            raise _RolledBackError
    except _RolledBackError:
        return refused


def _insert_dummy(model: type[models.Model]) -> None:
    """A row with something in every column. Foreign keys are checked at commit, and there will be none."""
    something: dict[type[models.Field[Any, Any]], Any] = {
        models.DateTimeField: dt.datetime(2000, 1, 1, tzinfo=dt.UTC),  # before DateField, of which it is a kind
        models.DateField: dt.date(2000, 1, 1),
        models.JSONField: {},
        models.BinaryField: b"-",
        models.CharField: "-",
        models.TextField: "-",
    }
    row = model()
    for field in model._meta.concrete_fields:
        if field.primary_key and isinstance(field, models.AutoField):
            continue
        value = next((value for kind, value in something.items() if isinstance(field, kind)), 0)
        setattr(row, field.attname, False if isinstance(field, models.BooleanField) else value)
    if isinstance(row._meta.pk, models.CharField):
        row.pk = "-"
    row.save_base(force_insert=True)
