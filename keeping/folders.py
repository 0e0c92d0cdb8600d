"""The folders below DATA_DIR that cannot be made again. What else lies there is derived, or of the moment."""

from pathlib import Path

from django.conf import settings


def folders() -> dict[str, Path]:
    """By the name that a folder has in a backup; some may not exist."""
    return {
        "files": Path(settings.PUBLIC_FILES_DIR),
        "media": Path(settings.MEDIA_ROOT),
        "dossiers": Path(settings.DOSSIER_FILES_DIR),
    }


def place_of(name: str) -> Path | None:
    """Where a file goes that is called `files/ab/ab12…` in a backup; None for what names no place in these folders."""
    folder, _slash, rest = name.partition("/")
    parts = rest.split("/")
    if folder not in folders() or any(part in {"", ".", ".."} for part in parts):
        return None
    return folders()[folder].joinpath(*parts)
