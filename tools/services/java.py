"""A JDK that Elasticsearch 9 runs on."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.progress import Problem

from . import debian

OLDEST = 21
FOLDERS = (
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/opt/*",
    "/opt/java/*",
    "~/.sdkman/candidates/java/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
)


def version(home: Path) -> int:
    """The feature release, e.g. 21, as the file `release` tells; 0 when this is no JDK."""
    try:
        release = (home / "release").read_text()
    except OSError:
        return 0
    told = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release, re.MULTILINE)
    return int(told.group(1)) if told and (home / "bin" / "java").exists() else 0


def find(folders: tuple[str, ...] = FOLDERS) -> Path | None:
    """The home of the oldest JDK that is new enough, a named one first."""
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if (named := os.environ.get(name)) and version(Path(named)) >= OLDEST:
            return Path(named)
    fitting = [home for home in _homes(folders) if version(home) >= OLDEST]
    return min(fitting, key=version, default=None)


def find_or_install() -> Path:
    if found := find():
        return found
    versions = (21, 25, 22, 23, 24)
    package = debian.candidate(*(f"openjdk-{number}-jre-headless" for number in versions))
    if package:
        debian.install(package)
    if found := find():
        return found
    raise Problem(f"Elasticsearch needs a JDK {OLDEST} or newer: install one and set JAVA_HOME.")


def _homes(folders: tuple[str, ...]) -> Iterator[Path]:
    for pattern in folders:
        expanded = Path(pattern).expanduser()
        yield from Path("/").glob(str(expanded).lstrip("/"))
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve().parent.parent
