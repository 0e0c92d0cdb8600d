"""One product of the drill: its folder, its database, and its commands."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

from tools.place import ROOT
from tools.progress import Problem


class Product:
    def __init__(self, folder: Path, name: str, database: str) -> None:
        """`database` is the address of a PostgreSQL server, on which it gets a database of its own; "" for SQLite."""
        self.folder = folder / name
        self.folder.mkdir()
        self.environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        self.environment |= {"DATA_DIR": str(self.folder), "LOG_LEVEL": "ERROR", "SEARCH_ENGINE": "embedded"}
        self.environment |= {"DEBUG": "1", "SEARCH_WAKE_UP": "0", "WEBHOOK_WAKE_UP": "0"}
        self.server, self.own = database, f"drill_{name}_{os.getpid()}"
        if database:
            self._tell_server(f"CREATE DATABASE {self.own}")
            self.environment["DATABASE_URL"] = f"{database.rpartition('/')[0]}/{self.own}"

    def forget(self) -> None:
        """Its database; its folder is the drill's."""
        if self.server:
            self._tell_server(f"DROP DATABASE IF EXISTS {self.own} WITH (FORCE)")

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(self._command(*arguments), cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise Problem(f"{arguments[0]} failed: {(done.stdout + done.stderr).strip()[-1500:]}")
        return done.stdout.strip()

    def call(self, module: str, function: str, *values: object) -> subprocess.Popen[bytes]:
        """A function of the drill, in a process of its own."""
        code = f"from tools.drill.{module} import {function}; {function}(*{values!r})"
        log = (self.folder / f"{function}.log").open("ab")
        return subprocess.Popen(
            self._command("shell", "-v0", "-c", code), cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )

    def look(self) -> dict[str, Any]:
        target = self.folder / "looked.json"
        if self.call("looking", "look", str(target)).wait():
            raise Problem(f"Looking failed: {(self.folder / 'look.log').read_text()[-1500:]}")
        return dict(json.loads(target.read_text()))

    def _tell_server(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]
