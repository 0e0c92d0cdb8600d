"""The user that servers run as: PostgreSQL and Elasticsearch refuse root."""

import os
import pwd
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tools.progress import Problem


def is_root() -> bool:
    return os.geteuid() == 0


def unprivileged(*preferred: str) -> pwd.struct_passwd | None:
    """Another account for a process started by root; None when we are an ordinary user."""
    if not is_root():
        return None
    for name in (*preferred, "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Problem("There is no user `nobody` to run the servers as: start them as an ordinary user.")


def running_as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Keyword arguments for subprocess that give up the rights of root."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def run_as(account: pwd.struct_passwd | None, arguments: list[str], **options: Any) -> None:
    """Run to the end, silently; raises Problem with what it printed when it fails."""
    done = subprocess.run(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        **running_as(account),
        **options,
    )
    if done.returncode:
        raise Problem(f"{Path(arguments[0]).name} failed: {done.stdout.strip()[-1500:]}")


def can_traverse(folder: Path) -> bool:
    """Whether another account can reach files in the folder."""
    return all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents))


def reachable(folder: Path) -> Path:
    """The folder itself, or one for the same purpose that the servers' account can reach."""
    folder.mkdir(parents=True, exist_ok=True)
    if not is_root() or can_traverse(folder):
        return folder
    name = "niem-yet-" + str(folder).strip("/").replace("/", "-")
    other = Path(tempfile.gettempdir()) / name
    other.mkdir(mode=0o755, exist_ok=True)
    # The name can be guessed: never write as root into what somebody else put there.
    if other.is_symlink() or other.stat().st_uid != 0 or not can_traverse(other):
        raise Problem(f"{folder} is closed to other users, and so is {other}: set DATA_DIR.")
    return other


def hand_over(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Make the folder the account's own, and closed to all others."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if account is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
