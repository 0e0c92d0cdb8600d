"""`python3 -m tools.services start|stop|env|status [names…]`, and `run [names…] -- command…`.

Progress goes to standard error; standard output has only lines that a shell can evaluate.
"""

import argparse
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.place import data_folder
from tools.progress import Problem, say

from . import SERVICES
from .station import Station


def main() -> int:
    asked = _arguments(sys.argv[1:])
    # So that what must be undone is undone.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    names = asked.names or list(SERVICES)
    if asked.action == "run":
        return run(asked.command, names)
    station = Station(data_folder() / "services", asked.fast)
    if asked.action == "start":
        station.start(names)
    if asked.action in ("start", "env"):
        for variable, value in station.variables(names).items():
            print(f"export {variable}={shlex.quote(value)}")
    elif asked.action == "stop":
        station.stop(names)
    elif asked.action == "status":
        for name, words in station.status(names).items():
            print(f"{name:14} {words}")
    return 0


def run(command: list[str], names: list[str]) -> int:
    """Run a command beside fast servers of its own, which leave nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="niem-yet-"))
    folder.chmod(0o755)
    station = Station(folder, fast=True)
    try:
        station.start(names)
        environment = {**os.environ, **station.variables(names)}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        # A second Ctrl-C must not leave servers behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        station.stop(names)
        shutil.rmtree(folder, ignore_errors=True)


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tools.services")
    parser.add_argument("action", choices=["start", "stop", "env", "status", "run"])
    parser.add_argument("--fast", action="store_true", help="give up safety of data for speed")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(SERVICES))
    command = []
    if "--" in given:
        cut = given.index("--")
        given, command = given[:cut], given[cut + 1 :]
    asked = parser.parse_args(given)
    asked.command = command
    if (asked.action == "run") != bool(command):
        parser.error("`run` needs `-- command…`, and nothing else has one")
    if unknown := set(asked.names) - set(SERVICES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return asked


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Problem as problem:
        say(str(problem))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
