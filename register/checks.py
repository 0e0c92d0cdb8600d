"""Checks at start: what would silently lose data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs"}


def file_system_of(path: Path, mounts: str) -> str:
    """The type of the file system that holds `path`, from the text of /proc/mounts; "" when it is not told."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _device, point, found, *_rest = line.split(" ")
        inside = point == "/" or str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


@register()
def sqlite_is_on_a_local_disk(**_kwargs: Any) -> list[CheckMessage]:
    mounts = Path("/proc/mounts")
    if settings.DATABASE_URL or not mounts.exists():
        return []
    kind = file_system_of(settings.DATA_DIR, mounts.read_text())
    if kind not in NETWORK_FILE_SYSTEMS:
        return []
    return [
        Error(
            f"DATA_DIR lies on a network file system ({kind}), where SQLite loses data.",
            hint="Set DATA_DIR to a folder on a local disk, or DATABASE_URL to a PostgreSQL server.",
            id="register.E001",
        )
    ]
