"""The public file store: bytes named by their SHA-256, served only where a decision or a guide names them."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from .masking import is_taken_down
from .models import NamedFile, ReleasedGuide, StoredFile

# By content, never by what the uploader says. ZIP containers are told apart by their first entry's folder.
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/msword",
}
OFFICE = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class UnknownTypeError(Exception):
    """The bytes are none of pdf, doc(x), xls(x), png, jpg."""


def content_type_of(content: bytes) -> str:
    """The type told by the bytes themselves. Raises UnknownTypeError for all that we do not serve."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            if kind == "application/msword" and b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k" in content:
                return "application/vnd.ms-excel"
            return kind
    if content.startswith(b"PK\x03\x04"):
        for folder, kind in OFFICE.items():
            if folder in content:
                return kind
    raise UnknownTypeError


def path_of(sha256: str) -> Path:
    return Path(settings.PUBLIC_FILES_DIR) / sha256[:2] / sha256


def store(content: bytes) -> StoredFile:
    """Keep the bytes, once. The file is written whole before the row that names it. Raises UnknownTypeError."""
    kind = content_type_of(content)
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as temporary:
            temporary.write(content)
            temporary.flush()
            os.fsync(temporary.fileno())
        Path(temporary.name).replace(path)
    row, _created = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "content_type": kind}
    )
    return row


def public_name(sha256: str) -> tuple[str, str] | None:
    """Name and type of a file, or None where neither an announced decision nor a released guide names it, and where it
    was taken down."""
    if is_taken_down(sha256):
        return None
    for model in (NamedFile, ReleasedGuide):
        named = model.objects.filter(file_id=sha256).select_related("file").order_by("id").first()
        if named and named.file:
            return named.name, named.file.content_type
    return None
