"""Files of drafts and dossiers: taken in piece by piece, checked by their content, kept sealed, read through a check.

A piece is sealed before it is written and written before its row says so: what a crash leaves behind is a piece that is
written again, or swept away.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum

from register import clock
from register.forms.limits import MOST

from . import content, keys
from .codes import of_none
from .models import Attachment, Dossier, Draft
from .refusals import Reason, Refused

TOKEN = "upload"  # noqa: S105 - the purpose of its fingerprint
PIECE = 8 * 1024 * 1024  # bytes at most
MOST_FILES, MOST_BYTES = 200, 200_000_000  # of one draft or dossier
LONGEST_NAME = 200


@dataclass(frozen=True)
class Begun:
    """The token is told here alone: it takes this one file, and ends with it."""

    attachment: Attachment
    token: str


@dataclass(frozen=True)
class File:
    """What is told of a file."""

    key: str
    name: str
    content_type: str
    size: int

    @property
    def answer(self) -> dict[str, str | int]:
        """As it stands in the answer to a field."""
        return {"id": self.key, "name": self.name, "type": self.content_type, "size": self.size}


def begin(holder: Draft | Dossier, name: str, size: int) -> Begun:
    """Raises Refused."""
    held = holder.attachments.aggregate(bytes=Sum("size"), files=Count("id"))
    if not 1 <= size <= MOST["size"]:
        raise Refused(Reason.FILE_SIZE)
    if held["files"] >= MOST_FILES or (held["bytes"] or 0) + size > MOST_BYTES:
        raise Refused(Reason.TOO_MANY_FILES)
    key, token = secrets.token_urlsafe(18), secrets.token_urlsafe(32)
    row = Attachment(
        key=key,
        token=keys.fingerprint(TOKEN, token),
        name=holder.sealed(_plain(name), f"name/{key}"),
        size=size,
        begun_at=clock.now(),
        **{"draft" if isinstance(holder, Draft) else "dossier": holder},
    )
    row.save(force_insert=True)
    return Begun(row, token)


def incoming(key: str, token: str) -> Attachment | None:
    """The file that this token takes, while it is not whole; it takes as long where there is none."""
    row = Attachment.objects.select_related("draft", "dossier").filter(key=key).first()
    stored = row.token if row and row.token else of_none()
    number = int(stored.partition(":")[0])
    fits = secrets.compare_digest(keys.fingerprint(TOKEN, token[:100], number), stored)
    return row if row and fits else None


def receive(row: Attachment, offset: int, piece: bytes) -> Attachment:
    """Keep this piece, which begins at `offset`; with the last one the whole is checked. Raises Refused, ValueError."""
    if len(piece) > PIECE:
        raise ValueError("the piece is too long")
    with transaction.atomic():
        held = Attachment.objects.select_for_update(of=("self",)).select_related("draft", "dossier").get(pk=row.pk)
        if held.erased_at:
            raise Refused(Reason.NOT_FOUND)
        if offset != held.received:
            raise ValueError("the piece does not go on where the last one ended")
        if held.received + len(piece) > held.size:
            raise Refused(Reason.FILE_SIZE)
        if piece:
            sealed = held.holder.key.seal(piece, _place(held, held.pieces))
            _write(_path(held.key, held.pieces), sealed)
            held.pieces, held.received = held.pieces + 1, held.received + len(piece)
            held.save(update_fields=["pieces", "received"])
    if held.received == held.size:
        _finish(held)
    return held


def read(row: Attachment) -> Iterator[bytes]:
    """The bytes, piece by piece. Raises keys.Unreadable."""
    key = row.holder.key
    for number in range(row.pieces):
        yield key.open(_path(row.key, number).read_bytes(), _place(row, number))


def file_of(row: Attachment, holder: Draft | Dossier) -> File:
    return File(row.key, holder.opened(row.name, f"name/{row.key}"), row.content_type, row.size)


def files_of(holder: Draft | Dossier) -> dict[str, File]:
    """The whole ones, by key."""
    return {row.key: file_of(row, holder) for row in holder.attachments.exclude(content_type="").order_by("id")}


def remove(row: Attachment) -> None:
    """The row first: a file without a row is swept away."""
    row.delete()
    remove_bytes(row.key)


def remove_bytes(key: str) -> bool:
    """All pieces of the file of this key. Whether none is left."""
    shutil.rmtree(folder_of(key), ignore_errors=True)
    return not folder_of(key).exists()


def remove_unsent(holder: Draft | Dossier, key: str) -> None:
    """One that nothing names yet; what is none of these is gone already."""
    row = holder.attachments.filter(key=key, event=None).first()
    if row:
        remove(row)


def _finish(row: Attachment) -> None:
    try:
        row.content_type = content.checked(b"".join(read(row)))
    except Refused:
        remove(row)
        raise
    row.token = ""
    row.save(update_fields=["content_type", "token"])


def _plain(name: str) -> str:
    """The last part of a path, on one line. Names of files stand in nobody's way: what is none gets one."""
    last = name.replace("\\", "/").rpartition("/")[2]
    line = "".join(sign for sign in last if sign.isprintable()).strip()
    stem, dot, end = line.rpartition(".")
    short = line if len(line) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - 20]}{dot}{end[:19]}"
    return short or "tep"


def _place(row: Attachment, number: int) -> str:
    return f"file/{row.key}/{number}"


def folder_of(key: str) -> Path:
    return Path(settings.DOSSIER_FILES_DIR) / key[:2] / key


def _path(key: str, number: int) -> Path:
    return folder_of(key) / f"{number:05}"


def _write(path: Path, sealed: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as temporary:
        temporary.write(sealed)
        temporary.flush()
        os.fsync(temporary.fileno())
    Path(temporary.name).replace(path)
