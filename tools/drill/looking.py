"""All that a product holds, of one moment, as digests: the rows of its tables, its public answers, its files."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from keeping.folders import folders
from register import changes
from register.guards import frozen_models

# What restoring itself changes.
OTHERS = frozenset({"register_epoch", "register_hold", "django_session"})


def look(target: str) -> None:
    """Write it as JSON: digests by table, `frozen` those whose rows never change; answers by code, files by name."""
    frozen = {model._meta.db_table for model in frozen_models()} - OTHERS
    found = {
        "rows": _rows(),
        "frozen": sorted(frozen),
        "answers": dict(_answers()),
        "files": dict(_files()),
        "head": changes.head(),
    }
    Path(target).write_text(json.dumps(found))


def _rows() -> dict[str, list[str]]:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        found = {}
        for table in connection.introspection.table_names():
            if table not in OTHERS and "_fts" not in table:  # a full-text index is derived
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = [_digest(repr(row).encode()) for row in cursor.fetchall()]
    return found


def _answers() -> Iterator[tuple[str, str]]:
    response = Client().get("/export/procedures.jsonl", headers={"host": settings.ALLOWED_HOSTS[0]})
    for line in b"".join(response).splitlines():
        yield json.loads(line)["code"], _digest(line)


def _files() -> Iterator[tuple[str, str]]:
    for name, folder in folders().items():
        for path in folder.rglob("*"):
            if path.is_file():
                yield f"{name}/{path.relative_to(folder)}", _digest(path.read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
