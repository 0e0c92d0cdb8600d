"""Zip files from Maven Central."""

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from tools.progress import Problem

from . import debian


def unpack(artifact: str, home: Path) -> None:
    """Make `home` from the only folder in the artifact's zip file; whole or not at all."""
    if shutil.which("mvn") is None:
        debian.install("maven")
    # Beside its destination, so that the last step is a rename.
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        _extract(_fetch(artifact, folder), Path(folder))
        (content,) = (path for path in Path(folder).iterdir() if path.is_dir())
        if not home.exists():
            content.rename(home)


def _fetch(artifact: str, folder: str) -> Path:
    done = subprocess.run(
        ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=folder,
    )
    archive = next(Path(folder).glob("*.zip"), None)
    if archive is None:
        errors = [line for line in done.stdout.splitlines() if "[ERROR]" in line]
        reason = errors[0] if errors else done.stdout.strip()[-500:]
        raise Problem(f"Maven could not fetch {artifact}: {reason}")
    return archive


def _extract(archive: Path, folder: Path) -> None:
    """Extract with the rights to execute, which zipfile forgets."""
    with zipfile.ZipFile(archive) as content:
        for item in content.infolist():
            path = Path(content.extract(item, folder))
            path.chmod(0o755 if item.is_dir() else (item.external_attr >> 16) & 0o777 or 0o644)
