"""Whether a file may be taken, by its bytes alone: never by its name, nor by what the sender says it is."""

import io
import warnings
import zipfile

from PIL import Image

from register.files import UnknownTypeError, content_type_of

from .refusals import Reason, Refused

IMAGES = {"image/png": "PNG", "image/jpeg": "JPEG"}
# Of what is packed in an office file.
MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 5_000, 300_000_000, 200
STRANGE = (b"<script", b"<html", b"<?php", b"<!doctype html")  # no image holds these, but one that is a page as well


def checked(content: bytes) -> str:
    """The type of the content. Raises Refused."""
    try:
        kind = content_type_of(content)
    except UnknownTypeError:
        raise Refused(Reason.FILE_TYPE) from None
    is_archive = zipfile.is_zipfile(io.BytesIO(content))
    if kind.startswith("application/vnd.openxmlformats"):
        _check_office(content)
    elif is_archive:  # two files in one: a picture in front, an archive behind
        raise Refused(Reason.FILE_BROKEN)
    if kind in IMAGES:
        _check_image(content, IMAGES[kind])
    if kind == "application/pdf" and b"%%EOF" not in content[-4096:]:
        raise Refused(Reason.FILE_BROKEN)
    return kind


def _check_office(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused(Reason.FILE_BROKEN) from None
    unpacked = sum(part.file_size for part in parts)
    names = {part.filename for part in parts}
    is_bomb = len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(content)
    if is_bomb or "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(Reason.FILE_BROKEN)


def _check_image(content: bytes, form: str) -> None:
    lower = content.lower()
    if b"%pdf-" in lower or any(word in lower for word in STRANGE):
        raise Refused(Reason.FILE_BROKEN)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=[form]) as image:
                image.verify()
        except Exception:  # noqa: BLE001 - the library raises whatever the bytes lead it to
            raise Refused(Reason.FILE_BROKEN) from None
