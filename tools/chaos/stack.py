"""The product's processes, to be killed and started again: on SQLite and the filesystem broker, or on servers."""

import base64
import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tools.place import ROOT
from tools.progress import Problem
from tools.services import state
from tools.services.station import Station

BIN = Path(sys.executable).parent
SERVERS = ["postgresql", "redis"]
KEY = "1:" + base64.b64encode(b"c" * 32).decode()


class Stack:
    def __init__(self, folder: Path, port: int, *, servers: bool) -> None:
        self.folder, self.port = folder, port
        self.station = Station(folder / "services") if servers else None  # durable: what was told is on the disk
        self.servers = SERVERS if servers else []
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        others = {"DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL"}
        self.environment = {key: value for key, value in os.environ.items() if key not in others} | {
            "DATA_DIR": str(folder / "data"),
            "DEBUG": "1",
            "SEARCH_ENGINE": "embedded",
            "SEARCH_WAKE_UP": "0",
            "WEBHOOK_WAKE_UP": "0",
            "FILING_GUESTS": "1",
            "DOSSIER_KEYS": KEY,
            **dict.fromkeys(("RATE_LIMIT", "FILING_RATE_LIMIT", "LOOK_UP_RATE_LIMIT"), "0"),
        }
        (folder / "data").mkdir()
        if self.station:
            folder.chmod(0o755)  # PostgreSQL runs as somebody else
            self.station.start(SERVERS)
            self.environment |= self.station.variables(SERVERS)

    @property
    def programs(self) -> list[str]:
        """What is killed by turns."""
        return ["api", "worker", *self.servers]

    def manage(self, *arguments: str, folder: Path | None = None, **more: str) -> str:
        environment = self.environment | more | ({"DATA_DIR": str(folder)} if folder else {})
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        if done.returncode:
            raise Problem(f"{arguments[0]} failed: {(done.stdout + done.stderr).strip()[-1500:]}")
        return done.stdout.strip()

    def start(self, name: str) -> None:
        """Raises Problem where it does not come up."""
        if name in self.servers and self.station:
            self._start_server(name, self.station)
        elif name == "api":
            bound = ["-b", f"127.0.0.1:{self.port}", "-w", "2", "-k", "gthread", "--threads", "4", "--timeout", "60"]
            self._run(name, [str(BIN / "gunicorn"), "config.wsgi:application", *bound])
        else:
            schedule = ["--beat", "--schedule", str(self.folder / "beat"), "-c", "1"]
            self._run(name, [str(BIN / "celery"), "-A", "config", "worker", *schedule])

    def kill(self, name: str) -> None:
        """Without a word, and all that it began."""
        if name in self.servers and self.station:
            pid = state.read(self.station.folder / "state.json")[name].pid
            if pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def wait(self) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/health/live")
                if connection.getresponse().status == 200:
                    return
            time.sleep(0.2)
        raise Problem("The API does not come up.")

    def stop(self) -> None:
        for name in [name for name in self.processes if self.processes[name].poll() is None]:
            self.kill(name)
        if self.station:
            self.station.stop(SERVERS)

    def _run(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def _start_server(self, name: str, station: Station) -> None:
        last: Problem | None = None
        for _each in range(20):  # what a killed one began ends by itself, and holds its files until then
            try:
                station.start([name])
            except Problem as problem:
                last = problem
                time.sleep(1)
            else:
                return
        raise last or Problem(f"{name} does not come up.")


def told(text: str) -> object:
    """What a command printed last, as JSON."""
    return json.loads(text.splitlines()[-1])
