"""The list of what a backup holds. It is written last: a folder that has one is whole."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from .refused import Refused
from .seen import Seen

NAME = "manifest.json"
FORMAT = 1
VERSION = "0.1.0"  # of the product, as in pyproject.toml
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """A file of the backup; `name` is its path there."""

    name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True)
class Manifest:
    format: int
    version: str
    made_at: str  # ISO 8601
    engine: str  # sqlite or postgresql
    engine_version: int  # the major number
    seen: Seen
    database: Entry
    files: list[Entry]


def entry_of(folder: Path, name: str) -> Entry:
    """The file as it lies there. Raises FileNotFoundError."""
    digest, size = hashlib.sha256(), 0
    with (folder / name).open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Entry(name, size, digest.hexdigest())


def write(folder: Path, manifest: Manifest) -> None:
    beside = folder / f"{NAME}.writing"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.chmod(0o600)
    beside.replace(folder / NAME)


def read(folder: Path) -> Manifest:
    """Raises Refused where there is none, it is damaged, or of another format."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise Refused(
                _("Bản sao lưu có định dạng %(format)s, phiên bản này đọc định dạng %(ours)s: hãy dùng đúng phiên bản.")
                % {"format": told["format"], "ours": FORMAT}
            )
        entries = {"database": Entry(**told["database"]), "files": [Entry(**each) for each in told["files"]]}
        return Manifest(**(told | entries | {"seen": Seen(**told["seen"])}))
    except FileNotFoundError:
        raise Refused(
            _("%(folder)s không có manifest.json: không phải bản sao lưu trọn vẹn, hãy dùng bản khác.")
            % {"folder": folder}
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(_("manifest.json đã hỏng: hãy dùng bản sao lưu khác.")) from None
