"""Background processes that outlive the command which started them."""

import os
import pwd
import signal
import subprocess
import time
from pathlib import Path

from .account import running_as
from .base import Launch


def spawn(launch: Launch, log: Path, account: pwd.struct_passwd | None) -> int:
    """Start it in a session of its own, its output appended to the log; returns its pid."""
    with log.open("ab") as output:
        started = subprocess.Popen(
            launch.arguments,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, **launch.environment},
            start_new_session=True,
            **running_as(account),
        )
    return started.pid


def birth(pid: int) -> str | None:
    """What tells this process from a later one with the same pid; None when it has ended."""
    try:
        # Fields after the name, which may hold spaces: state is the third, start time the 22nd.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return None if fields[0] in "ZX" else fields[19]
    except OSError:
        if Path("/proc/self/stat").exists():
            return None
    asked = subprocess.run(
        ["ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return None if not asked or asked.startswith("Z") else asked.partition(" ")[2].strip()


def is_running(pid: int, born: str) -> bool:
    return birth(pid) == born


def stop(pid: int, born: str, first: signal.Signals, patience: float = 20) -> None:
    """Ask that very process to end, then kill what is left of its group."""
    if not is_running(pid, born):
        return
    os.kill(pid, first)
    deadline = time.monotonic() + patience
    while is_running(pid, born) and time.monotonic() < deadline:
        time.sleep(0.05)
    if is_running(pid, born):
        os.killpg(pid, signal.SIGKILL)
