"""What is held of a person, handed to this person: dossiers in which he or she is applicant or submitter whole, of
those that merely name the number where it stands. What others said of themselves there is theirs.

Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (the right to be given one's own data).
"""

import json
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from register import clock
from register.own_folder import filling, is_free

from . import attaching, keys, reading
from .exported import LOCALE, mention, moment, whole
from .mentions import dossiers_that_name
from .models import Dossier
from .models.reading import Purpose
from .notices.people import SECTIONS

JSON, PAGE, FILES = "ho-so.json", "ho-so.html", "tep"
NUMBER = re.compile(r"[0-9]{12}")
STRANGE = re.compile(r"[^\w.() -]")  # what is kept of a name goes on any disk
LONGEST_NAME = 80


class NothingExported(Exception):
    """A sentence that says why."""


@dataclass(frozen=True)
class Exported:
    """How many dossiers were given whole, how many merely name the person, and how many files."""

    whole: int
    mentions: int
    files: int


def export(number: str, folder: Path, by: str) -> Exported:
    """Fill the folder, which must be empty or not there, for the person of this id number. Raises NothingExported.

    Each dossier is noted as read, by whom, before it is.
    """
    wanted = re.sub(r"\s", "", number)
    if not NUMBER.fullmatch(wanted):
        raise NothingExported(_("Số định danh cá nhân có 12 chữ số: hãy nhập lại."))
    if not is_free(folder):
        raise NothingExported(_("%(folder)s không trống: hãy chọn thư mục mới.") % {"folder": folder})
    dossiers = list(dossiers_that_name(wanted))
    if not dossiers:
        raise NothingExported(_("Không hồ sơ nào nêu số định danh này: hãy xem lại số."))
    with filling(folder), override(LOCALE):
        return _filled(folder, dossiers, wanted, by)


def _filled(folder: Path, dossiers: Sequence[Dossier], number: str, by: str) -> Exported:
    given, mentions, files = [], [], 0
    for dossier in dossiers:
        try:
            reading.note(dossier, by, Purpose.SUBJECT)
            roles = [role for role, section in SECTIONS.items() if _number_in(dossier.answers.get(section)) == number]
            if roles:
                paths = _save_files(folder, dossier)
                files += len(paths)
                given.append(whole(dossier, roles, paths))
            else:
                mentions.append(mention(dossier, number))
        except (keys.MissingKey, keys.Unreadable) as error:
            if not Dossier.objects.filter(pk=dossier.pk, wrapped=b"").exists():
                raise NothingExported(
                    _("Hồ sơ %(code)s không mở được bằng khóa nào ở đây: hãy xem DOSSIER_KEYS.")
                    % {"code": dossier.code}
                ) from error
            shutil.rmtree(folder / FILES / _safe(dossier.code), ignore_errors=True)  # erased just now
    told = {"id_number": number, "made_at": moment(clock.now()), "dossiers": given, "mentions": mentions}
    _write(folder / JSON, [json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()])
    _write(folder / PAGE, [render_to_string("dossiers/export/person.html", told).encode()])
    return Exported(len(given), len(mentions), files)


def _number_in(section: Any) -> str:
    return str(section.get("id_number", "")) if isinstance(section, dict) else ""


def _save_files(folder: Path, dossier: Dossier) -> dict[str, str]:
    """Paths below the folder, by the keys of the files that were written there."""
    found = {}
    held = attaching.files_of(dossier)
    rows = {row.key: row for row in dossier.attachments.filter(key__in=held)}
    for number, (key, file) in enumerate(held.items(), 1):
        path = f"{FILES}/{_safe(dossier.code)}/{number:03}-{_safe(file.name)}"
        _write(folder / path, attaching.read(rows[key]))
        found[key] = path
    return found


def _safe(name: str) -> str:
    """One part of a path: without what leads elsewhere or what some disk refuses, its ending kept."""
    stem, dot, end = STRANGE.sub("_", name).strip(" .").rpartition(".")
    return f"{stem[: LONGEST_NAME - 20]}{dot}{end[: LONGEST_NAME if not dot else 19]}" or "_"


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Only its owner reads it."""
    for parent in (path.parent.parent, path.parent):
        parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)
