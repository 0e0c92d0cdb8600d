"""PostgreSQL."""

import os
import shutil
import signal
import struct
from pathlib import Path
from urllib.parse import urlsplit

from . import debian, ports
from .account import hand_over, run_as, unprivileged
from .base import Container, Launch, Service, Site

NAME = "niemyet"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
STARTING_UP = b"57P03"


class PostgreSQL(Service):
    name = "postgresql"
    variable = "DATABASE_URL"
    advice = "set DATABASE_URL to a running server, or install PostgreSQL 14 or newer"
    container = Container(
        "postgres:17",
        5432,
        {"POSTGRES_USER": NAME, "POSTGRES_DB": NAME, "POSTGRES_PASSWORD": "{secret}"},
    )
    accounts = ("postgres",)
    # A fast shutdown: SIGTERM would wait for every connection to end.
    stop_signal = signal.SIGINT

    def find(self) -> Path | None:
        folders = [found.parent for found in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
        folders.sort(key=lambda folder: int(folder.parent.name.split(".")[0]), reverse=True)
        if on_path := shutil.which("initdb"):
            folders.append(Path(on_path).resolve().parent)
        return next((folder for folder in folders if (folder / "postgres").exists()), None)

    def install(self) -> None:
        debian.install("postgresql")

    def prepare(self, program: Path, site: Site) -> Launch:
        data = site.folder / "data"
        account = unprivileged(*self.accounts)
        if not (data / "PG_VERSION").exists():
            password = site.folder / "password"
            password.write_text(site.secret)
            hand_over(site.folder, account)
            # C.UTF-8 folds Vietnamese letters; plain C would not.
            options = [f"--pgdata={data}", f"--username={NAME}", f"--pwfile={password}"]
            options += ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", "--no-sync"]
            run_as(account, [str(program / "initdb"), *options])
            password.unlink()
        settings = ["listen_addresses=127.0.0.1", f"port={site.port}", "unix_socket_directories="]
        settings += FAST if site.fast else ()
        flags = [part for setting in settings for part in ("-c", setting)]
        return Launch([str(program / "postgres"), "-D", str(data), *flags])

    def complete(self, program: Path, site: Site) -> None:
        made = site.folder / "database-made"
        if not made.exists():
            where = ["-h", "127.0.0.1", "-p", str(site.port), "-U", NAME, "--no-password"]
            secret = {**os.environ, "PGPASSWORD": site.secret}
            run_as(None, [str(program / "createdb"), *where, NAME], env=secret)
            made.touch()

    def address(self, site: Site) -> str:
        return f"postgres://{NAME}:{site.secret}@127.0.0.1:{site.port}/{NAME}"

    def answers(self, url: str) -> bool:
        # A start-up packet of the protocol's version 3: the server asks for the password, or
        # refuses in a way that tells whether it is still starting.
        parts = urlsplit(url)
        if not parts.scheme.startswith("postgres"):
            return False
        words = b"user\0" + (parts.username or NAME).encode() + b"\0\0"
        packet = struct.pack("!ii", 8 + len(words), 196608) + words
        reply = ports.exchange(parts.hostname or "127.0.0.1", parts.port or 5432, packet)
        return reply[:1] in (b"R", b"E") and STARTING_UP not in reply
