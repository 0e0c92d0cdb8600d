"""Whether a backup is undamaged, and fits here. Nothing is touched by asking."""

from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from . import database, manifest, sealed
from .copying import Progress
from .folders import folders, place_of
from .manifest import Entry, Manifest


def damages(folder: Path, told: Manifest, progress: Progress) -> list[str]:
    """A sentence for each file that is not as it was."""
    entries = [told.database, *told.files]
    found = []
    for done, entry in enumerate(entries, 1):
        if sentence := _damage(folder, entry, is_file=entry is not told.database):
            found.append(sentence)
        progress(done, len(entries))
    return found


def _damage(folder: Path, entry: Entry, is_file: bool) -> str:
    named = {"name": entry.name}
    if (is_file and place_of(entry.name) is None) or (not is_file and "/" in entry.name):
        return _("%(name)s không thuộc thư mục nào của bản sao lưu: hãy dùng bản khác.") % named
    try:
        lies = manifest.entry_of(folder, entry.name)
    except OSError:
        return _("Thiếu tệp %(name)s: hãy dùng bản sao lưu khác.") % named
    if lies.size != entry.size:
        return _("Tệp %(name)s dài %(lies)d byte thay vì %(size)d: hãy dùng bản sao lưu khác.") % (
            named | {"lies": lies.size, "size": entry.size}
        )
    if lies.sha256 != entry.sha256:
        return _("Tệp %(name)s đã bị thay đổi (sai mã kiểm tra): hãy dùng bản sao lưu khác.") % named
    return ""


def misfits(folder: Path, told: Manifest) -> Iterator[str]:
    """A sentence for each reason for which it cannot be used with this product and these settings."""
    if told.engine != connection.vendor:
        yield _("Bản sao lưu của %(engine)s, DATABASE_URL chỉ tới %(ours)s: hãy đặt lại DATABASE_URL.") % {
            "engine": told.engine, "ours": connection.vendor,
        }  # fmt: skip
    else:
        yield from database.engine().misfits(folder / told.database.name, told.engine_version)
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(told.seen.migrations) - ours):
        yield _("Bản sao lưu là của phiên bản khác (%(version)s, có %(migration)s): hãy cài phiên bản đó.") % {
            "version": told.version, "migration": newer[-1],
        }  # fmt: skip
    try:
        missing = sorted(set(told.seen.keys) - sealed.held())
    except ImproperlyConfigured as error:
        yield _("Không đọc được DOSSIER_KEYS (%(told)s): hãy đặt lại.") % {"told": error}
    else:
        if missing:
            yield _(
                "Thiếu khóa số %(numbers)s trong DOSSIER_KEYS: hãy thêm khóa, nếu không sẽ không đọc được hồ sơ."
            ) % {"numbers": ", ".join(map(str, missing))}


def standing_here() -> Iterator[str]:
    """A sentence for each thing that restoring would overwrite."""
    if database.holds_anything():
        yield _("Cơ sở dữ liệu ở đây đã có dữ liệu: hãy chọn cơ sở dữ liệu trống, hoặc thêm --over để ghi đè.")
    for folder in folders().values():
        if folder.is_dir() and any(folder.iterdir()):
            yield _("Thư mục %(folder)s đã có tệp: hãy chọn DATA_DIR trống, hoặc thêm --over để ghi đè.") % {
                "folder": folder
            }
