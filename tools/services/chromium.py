"""Chromium: no server, but a program that must really show a page."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.progress import Problem

from . import debian
from .account import is_root
from .base import Launch, Service, Site

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PAGE = "data:text/html,<title>ready</title>"


class Chromium(Service):
    name = "chromium"
    variable = "CHROMIUM"
    advice = "set CHROMIUM to the program of a Chromium or Chrome, or install chromium"

    def find(self) -> Path | None:
        found = next(filter(None, map(shutil.which, (*NAMES, ON_MAC))), None)
        return Path(found) if found else None

    def install(self) -> None:
        debian.install("chromium")

    def prepare(self, program: Path, site: Site) -> Launch | None:
        if not self.answers(str(program)):
            raise Problem(f"{program} shows no page.")
        return None

    def answers(self, url: str) -> bool:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            options = ["--headless", "--disable-gpu", "--no-first-run", "--disable-sync"]
            options += ["--disable-background-networking", "--disable-component-update"]
            options += [f"--user-data-dir={profile}", *(["--no-sandbox"] if is_root() else [])]
            try:
                shown = subprocess.run(
                    [url, *options, "--dump-dom", PAGE],
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    text=True,
                    timeout=60,
                    check=False,
                    env={**os.environ, "HOME": profile},
                )
            except (OSError, subprocess.TimeoutExpired):
                return False
        return "ready" in shown.stdout
