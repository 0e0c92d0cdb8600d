"""Packages of Debian, installed by root where a program is missing."""

import functools
import os
import shutil
import subprocess

from tools.progress import Problem, step

from .account import is_root

QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


def can_install() -> bool:
    return is_root() and shutil.which("apt-get") is not None


def install(*packages: str) -> None:
    """Raises Problem when this is not Debian, when we are not root, or when apt fails."""
    names = " ".join(packages)
    if not can_install():
        raise Problem(f"{names} can only be installed here by root on Debian.")
    _update()
    with step(f"installing {names} by apt"):
        _apt("install", "--yes", "--no-install-recommends", *packages)


def candidate(*packages: str) -> str | None:
    """The first of the packages that apt could install."""
    if not can_install():
        return None
    _update()
    for package in packages:
        shown = subprocess.run(
            ["apt-cache", "policy", package],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **QUIET},
        ).stdout
        if "Candidate:" in shown and "Candidate: (none)" not in shown:
            return package
    return None


@functools.cache
def _update() -> None:
    with step("reading apt's package lists"):
        _apt("update")


def _apt(*arguments: str) -> None:
    done = subprocess.run(
        ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, **QUIET},
    )
    if done.returncode:
        raise Problem(f"apt-get {' '.join(arguments)} failed: {done.stdout.strip()[-1000:]}")
