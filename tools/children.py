"""Programs that run for as long as we do: each in a process group of its own, none outlives us."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from tools.progress import Problem

PATIENCE = 10


class Children:
    """Their logs lie in `logs`, one file for each, begun anew."""

    def __init__(self, logs: Path) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self.logs = logs
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: list[str], folder: Path, environment: dict[str, str]) -> None:
        with (self.logs / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                arguments,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raises Problem, with its last words, when one has ended."""
        for name, child in self.running.items():
            if (code := child.poll()) is not None:
                log = self.logs / f"{name}.log"
                words = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
                raise Problem(f"The {name} has ended (code {code}). The end of {log}:\n{words}")

    def stop(self) -> None:
        """Ask all to end, then kill what is left of each group."""
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0, deadline - time.monotonic()))
            _kill_group(child.pid)
            child.wait()
        self.running.clear()


def _kill_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
