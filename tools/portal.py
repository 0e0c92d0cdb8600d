"""`python -m tools.portal install|build`: the portal's packages and its build, only when stale.

Each stamp lies in what it vouches for, so that removing the folder removes the claim.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.place import FRONTEND, ROOT
from tools.progress import Problem, say, step

MADE = {"node_modules", "build", ".svelte-kit", "test-results"}
STAMP = ".made-from"


def environment() -> dict[str, str]:
    """The caller's, with the venv's Node first on the path."""
    folder = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": folder + os.pathsep + os.environ.get("PATH", "")}


def install() -> None:
    """`npm ci`, when there are no packages or the lock file has changed."""
    wanted = fingerprint([FRONTEND / "package-lock.json"])
    if not _made(FRONTEND / "node_modules", wanted):
        with step("installing the portal's packages"):
            npm("ci", "--no-audit", "--no-fund")
        _stamp(FRONTEND / "node_modules", wanted)


def build() -> None:
    """`npm run build`, when a source has changed."""
    install()
    if not _made(FRONTEND / "build", fingerprint(_sources())):
        with step("building the portal"):
            npm("run", "build")
        # Read again: the build may write generated types among the sources.
        _stamp(FRONTEND / "build", fingerprint(_sources()))


def fingerprint(paths: list[Path]) -> str:
    """One hash of the names and contents of these files."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path}\0{content}\n".encode())
    return whole.hexdigest()


def _sources() -> list[Path]:
    schema = ROOT / "api" / "schema.graphql"
    return [*_files(FRONTEND), *([schema] if schema.exists() else [])]


def _files(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in MADE:
                yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _made(folder: Path, wanted: str) -> bool:
    stamp = folder / STAMP
    return stamp.exists() and stamp.read_text() == wanted


def _stamp(folder: Path, made_from: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / STAMP).write_text(made_from)


def npm(*arguments: str, folder: Path = FRONTEND) -> None:
    """A process group of its own, because npm would leave its children behind when we are stopped."""
    if shutil.which("npm", path=environment()["PATH"]) is None:
        raise Problem("Node is missing: `make install` brings it.")
    with subprocess.Popen(
        ["npm", *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as npm:
        try:
            printed = npm.communicate()[0]
        except BaseException:
            os.killpg(npm.pid, signal.SIGKILL)
            raise
    if npm.returncode:
        raise Problem(f"npm {' '.join(arguments)} failed:\n{printed[-3000:]}")


if __name__ == "__main__":
    try:
        {"install": install, "build": build}[sys.argv[1]]()
    except Problem as problem:
        say(str(problem))
        sys.exit(1)
