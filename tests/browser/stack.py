"""The product as processes, as a citizen meets it: API, portal and worker on the default stack."""

import datetime as dt
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from register import clock

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
KEPT = ROOT / "var" / "test-stacks"
PARTS = (
    "api", "cms", "config", "dossiers", "following", "inbox", "keeping", "messaging", "outbound", "printing",
    "register", "search",
)  # fmt: skip
PATIENCE = 60_000  # milliseconds that a browser waits: no test asserts a time, and machines are busy


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Stack:
    """Starts what it is asked for and ends exactly that."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.api_port, self.portal_port = free_port(), free_port()
        kept = {
            key: value
            for key, value in os.environ.items()
            if key not in {"DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        }
        self.environment = kept | {
            "DATA_DIR": str(folder),
            "PATH": f"{BIN}{os.pathsep}{kept.get('PATH', '')}",
            "LOG_LEVEL": "WARNING",
            "RATE_LIMIT": "0",  # a test asks faster than people do
            "MISTAKE_RATE_LIMIT": "0",
            "FOLLOW_RATE_LIMIT": "0",
            "PORTAL_KEY": "shared by both",
            "PUBLIC_URL": self.portal,
            "DESK_URL": self.api,
        }
        self.environment |= environment
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.api_port}"

    @property
    def portal(self) -> str:
        return f"http://127.0.0.1:{self.portal_port}"

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def prepare(self, *, with_real: bool = False) -> None:
        """The sample on SQLite, and the procedures that REAL_PROCEDURES names. Made once in a run and copied."""
        shutil.copytree(_made_once("real" if with_real else "sample"), self.folder, dirs_exist_ok=True)

    def start(self, *, worker: bool = False, api_url: str = "", origin: str = "") -> "Stack":
        self.start_api()
        if worker:
            schedule = str(self.folder / "beat")
            self._run("worker", ["celery", "-A", "config", "worker", "--beat", "--schedule", schedule, "-c", "1"])
        portal = {
            "HOST": "127.0.0.1",
            "PORT": str(self.portal_port),
            "ORIGIN": origin or self.portal,
            "BODY_SIZE_LIMIT": "160M",
            "API_URL": api_url or f"{self.api}/graphql",
        }
        assert (ROOT / "frontend" / "build" / "index.js").exists(), "The portal is not built: run `make test`."
        self._run("portal", ["node", "build/index.js"], cwd=ROOT / "frontend", **portal)
        wait_for(self.portal)
        return self

    def start_api(self) -> None:
        address = f"127.0.0.1:{self.api_port}"
        self._run("api", ["gunicorn", "config.wsgi:application", "-b", address, "-k", "gthread", "--threads", "4"])
        wait_for(f"{self.api}/health/live")

    def _run(self, name: str, command: list[str], cwd: Path = ROOT, **environment: str) -> None:
        log = (self.folder / f"{name}.log").open("wb")
        program = str(BIN / command[0])
        self.processes[name] = subprocess.Popen(
            [program, *command[1:]],
            cwd=cwd,
            env=self.environment | environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def stop(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def filled(folder: Path, script: str) -> Iterator[Stack]:
    """The sample and what the script makes beside it, found by search as well."""
    own = Stack(folder)
    own.prepare()
    own.manage("shell", "-v0", "-c", script)
    own.manage("synchronize_index")
    try:
        yield own.start()
    finally:
        own.stop()


def _made_once(name: str) -> Path:
    """The data of such a stack. The first process that asks makes it, others wait for that one; it is kept for the next
    run of the same program."""
    day = str(clock.today())
    kept = KEPT / f"{day}-{_digest()}"
    made = kept / name
    kept.mkdir(parents=True, exist_ok=True)
    for old in KEPT.iterdir():
        if not old.name.startswith(day):
            shutil.rmtree(old, ignore_errors=True)
    with (kept / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            begun = made.with_suffix(".begun")
            shutil.rmtree(begun, ignore_errors=True)
            if name == "sample":
                Stack(begun).manage("prepare")
            else:
                shutil.copytree(_made_once("sample"), begun)
                real = Path(os.environ["REAL_PROCEDURES"]).resolve()
                Stack(begun).manage("import_procedures", str(real), "--announce")
                Stack(begun).manage("synchronize_index")
            begun.rename(made)
    return made


@cache
def _digest() -> str:
    """Of all that makes such data: the program, the sample, the real procedures."""
    real = os.environ.get("REAL_PROCEDURES", "")
    files = [path for part in PARTS for path in sorted((ROOT / part).rglob("*")) if path.is_file()]
    told = hashlib.sha256()
    for path in [*files, ROOT / "requirements.txt", *([Path(real)] if real else [])]:
        if path.suffix not in {".pyc", ".mo"}:
            told.update(f"{path.name} {path.stat().st_size}".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def common_folder() -> Path:
    """Of all processes of this run of tests; the one that began it takes the folder away (tests/conftest.py)."""
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    return Path(tempfile.gettempdir()) / f"niemyet-stacks-{run}"


def wait_for(address: str, seconds: float = 40) -> None:
    """Until something answers there, whatever it says."""
    until = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).read()
        except urllib.error.HTTPError:
            return
        except OSError:
            assert time.monotonic() < until, f"{address} does not answer"
            time.sleep(0.2)
        else:
            return


def read(address: str) -> tuple[int, str]:
    """Status and text of a page, without a browser."""
    try:
        with urllib.request.urlopen(address, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def offset_to(moment: dt.datetime) -> str:
    """The setting that makes the product's clock show that moment now."""
    host = dt.datetime.now(dt.UTC)  # noqa: TID251 - the clock from which the product's own is moved
    return str(round((moment - host).total_seconds()))


def browser_at(playwright: Any) -> Any:
    return playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    )
