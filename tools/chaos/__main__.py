"""`python -m tools.chaos [--servers] [--dossiers 200] [--kills 12] [--seed N]`: ends with 1 where anything is missing.

Kills -9 fall at random moments on the API, the worker and, with `--servers`, on Redis and PostgreSQL; a backup is taken
in the middle and restored elsewhere at the end.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from tools.progress import Problem, say, step

from .filing import Citizens, Filed
from .stack import Stack, told

CITIZENS = 6
DAYS = 86_400 * 40  # later, when all that nobody needs may be swept away


def main() -> int:
    asked = _arguments()
    say(
        f"Chaos on {'PostgreSQL and Redis' if asked.servers else 'SQLite and the filesystem broker'}, seed {asked.seed}"
    )
    with tempfile.TemporaryDirectory(prefix="niemyet-chaos-", ignore_cleanup_errors=True) as name:
        stack = Stack(Path(name), asked.port, servers=asked.servers)
        try:
            return run(stack, asked)
        finally:
            stack.stop()


def run(stack: Stack, asked: argparse.Namespace) -> int:
    with step("the record"):
        stack.manage("migrate", "-v0")
        stack.manage("shell", "-v0", "-c", "from tools.chaos.inside import begin; begin()")
    for name in ("api", "worker"):
        stack.start(name)
    stack.wait()
    citizens = Citizens(stack.port, asked.dossiers)
    backup = stack.folder / "backup"
    with step(f"{asked.dossiers} dossiers, {asked.kills} kills"):
        killed, backed_up_at = _kill_meanwhile(stack, citizens, asked, backup)
    with step("looking"):
        stack.kill("worker")
        seen: Any = told(_look(stack, sweep=False))
        swept: Any = told(_look(stack, sweep=True, CLOCK_OFFSET_SECONDS=str(DAYS)))
    with step("restore of the backup that was taken meanwhile"):
        restored: Any = _restored(stack, backup)
    faults = [
        *(f"not filed: {each}" for each in citizens.failed),
        *_missing(seen, citizens.filed, "here"),
        *_told(seen),
        *([f"{swept['orphans']} files without a row after the sweep"] if swept["orphans"] else []),
        *([f"{seen['without_folder']} files without bytes"] if seen["without_folder"] else []),
        *_missing(restored, [each for each in citizens.filed if each.at < backed_up_at], "restored"),
    ]
    twice = sum(count - 1 for count in seen["letters"].values())
    print(
        f"{len(citizens.filed)} dossiers acknowledged, {len(seen['dossiers'])} there; {citizens.repeated} requests "
        f"asked again; killed: {', '.join(f'{name} {killed.count(name)}' for name in stack.programs)}; "
        f"{len(seen['letters'])} told, {twice} of them twice; {len(restored['dossiers'])} in the restored backup"
    )
    for fault in faults:
        print(f"✗ {fault}")
    print("✓ Nothing is missing, nothing is there twice." if not faults else f"{len(faults)} faults.")
    return 1 if faults else 0


def _kill_meanwhile(
    stack: Stack, citizens: Citizens, asked: argparse.Namespace, backup: Path
) -> tuple[list[str], float]:
    """What was killed, and the moment before the backup began."""
    chance = random.Random(asked.seed)
    working = [threading.Thread(target=citizens.work) for _each in range(CITIZENS)]
    for each in working:
        each.start()
    plan = (stack.programs * asked.kills)[: asked.kills]
    chance.shuffle(plan)
    killed: list[str] = []
    backed_up_at = 0.0
    for place, name in enumerate(plan, 1):
        # Spread over the whole run, each at a moment of its own.
        goal = asked.dossiers * place / (len(plan) + 1) + chance.uniform(-0.4, 0.4) * asked.dossiers / len(plan)
        while len(citizens.filed) < goal and any(each.is_alive() for each in working):
            time.sleep(0.02)
        stack.kill(name)
        killed.append(name)
        time.sleep(chance.uniform(0, 2))
        stack.start(name)
        if not backed_up_at and place >= len(plan) / 2:
            backed_up_at = time.monotonic()
            stack.manage("backup", str(backup))
    for each in working:
        each.join()
    return killed, backed_up_at


def _look(stack: Stack, *, sweep: bool, folder: Path | None = None, **more: str) -> str:
    code = f"from tools.chaos.inside import look; look(sweep={sweep})"
    return stack.manage("shell", "-v0", "-c", code, folder=folder, **more)


def _restored(stack: Stack, backup: Path) -> Any:
    """As it stands in the backup, in a place of its own."""
    there = stack.folder / "there"
    there.mkdir()
    more = {}
    if stack.station:
        url = stack.environment["DATABASE_URL"]
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE restored")
        more["DATABASE_URL"] = f"{url.rpartition('/')[0]}/restored"
    stack.manage("restore", str(backup), folder=there, **more)
    return told(_look(stack, sweep=False, folder=there, **more))


def _missing(seen: Any, filed: list[Filed], where: str) -> list[str]:
    """What was acknowledged and is not there, once, with its file."""
    dossiers = seen["dossiers"]
    faults = []
    for each in filed:
        found = dossiers.get(each.code)
        if found is None:
            faults.append(f"{where}: {each.code} was acknowledged and is not there")
        elif found["why"] != f"Việc số {each.number}":
            faults.append(f"{where}: {each.code} tells of another matter")
        elif found["files"] != [each.sha256]:
            faults.append(f"{where}: {each.code} has other files")
    matters = [each["why"] for each in dossiers.values()]
    return [*faults, *(f"{where}: {why} is there twice" for why in set(matters) if matters.count(why) > 1)]


def _told(seen: Any) -> list[str]:
    """Each dossier's people heard of it at least once, and that is recorded once."""
    faults = [f"{seen['waiting']} notices wait still"] if seen["waiting"] else []
    for code in seen["dossiers"]:
        if seen["notices"].get(code, 0) != 1:
            faults.append(f"{code}: recorded {seen['notices'].get(code, 0)} times that it was told")
        if not seen["letters"].get(code):
            faults.append(f"{code}: nobody was told")
    return faults


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.chaos", description=__doc__)
    parser.add_argument("--servers", action="store_true")
    parser.add_argument("--dossiers", type=int, default=200)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--port", type=int, default=8941)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Problem as problem:
        sys.exit(str(problem))
