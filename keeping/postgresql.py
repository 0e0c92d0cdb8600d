"""Dump and return of a PostgreSQL database, by PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from .refused import Refused
from .seen import Seen, seen

NAME = "database.dump"
# Whoever may restore owns the tables then; rights are given anew by `restrict_role`.
PLAIN = ("--no-owner", "--no-privileges")
# What stands in the schema, but for what belongs to an extension.
EMPTY = """
DO $$ DECLARE it record; BEGIN
  FOR it IN SELECT quote_ident(relname) AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LOOP
    EXECUTE 'DROP TABLE IF EXISTS public.' || it.name || ' CASCADE';
  END LOOP;
  FOR it IN SELECT oid::regprocedure::text AS name FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
    EXECUTE 'DROP ROUTINE IF EXISTS ' || it.name || ' CASCADE';
  END LOOP;
END $$
"""


def dump(target: Path) -> Seen:
    """A dump of one moment, while others go on writing. Raises Refused."""
    program = client("pg_dump")
    target.touch(mode=0o600)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run([program, "--format=custom", *PLAIN, f"--snapshot={snapshot}", f"--file={target}"])

        def ask(sql: str) -> list[Any]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        return seen(ask)


def put_back(dumped: Path) -> None:
    """In one transaction, once what stood there is gone. Raises Refused."""
    program = client("pg_restore")
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
    connection.close()
    name = str(connection.settings_dict["NAME"])
    _run([program, "--single-transaction", "--exit-on-error", *PLAIN, f"--dbname={name}", str(dumped)])


def version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def misfits(dumped: Path, of: int) -> list[str]:
    """Why this server, or the program here, cannot take the dump of a server of that version."""
    if version() < of:
        return [
            _("Bản sao lưu của PostgreSQL %(of)d, máy chủ này là %(ours)d: hãy dùng máy chủ từ %(of)d trở lên.")
            % {"of": of, "ours": version()}
        ]
    try:
        _run([client("pg_restore"), "--list", str(dumped)])
    except Refused as refused:
        return list(refused.sentences)
    return []


def client(name: str) -> str:
    """Path of PostgreSQL's program. Raises Refused where there is none, or the server is newer."""
    found = shutil.which(name)
    if found is None:
        raise Refused(
            _("Không tìm thấy %(name)s: hãy cài gói postgresql-client phiên bản %(version)d trở lên.")
            % {"name": name, "version": version()}
        )
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    major = re.search(r"(\d+)", told.partition(")")[2])
    if major and int(major[1]) < version():
        raise Refused(
            _("%(name)s là phiên bản %(found)s, cũ hơn máy chủ (%(server)d): hãy cài postgresql-client %(server)d.")
            % {"name": name, "found": major[1], "server": version()}
        )
    return found


def _run(command: list[str]) -> None:
    """Where the database is, and its password, go by the environment: a list of processes shows commands to all."""
    held = connection.settings_dict
    asked: dict[str, Any] = {f"PG{key.upper()}": value for key, value in held.get("OPTIONS", {}).items()}
    asked |= {"PGHOST": held["HOST"], "PGPORT": held["PORT"], "PGUSER": held["USER"], "PGPASSWORD": held["PASSWORD"]}
    told = {key: str(value) for key, value in asked.items() if value and isinstance(value, str | int)}
    environment = {**os.environ, **told, "PGDATABASE": str(held["NAME"])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(
            _("%(program)s không làm được: %(told)s")
            % {"program": Path(command[0]).name, "told": done.stderr.strip()[-500:]}
        )
