"""manage.py backup: database and files of one moment, while the product goes on."""

from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from register import clock
from register.own_folder import filling, is_free

from . import copying, database, manifest
from .copying import Progress
from .manifest import Manifest
from .refused import Refused


def back_up(folder: Path, say: Callable[[str], None], progress: Progress) -> Manifest:
    """Fill the folder, which must be empty or not there. Raises Refused. Keys are not in it, only their numbers."""
    if not is_free(folder):
        raise Refused(_("%(folder)s không trống: hãy chọn thư mục mới cho bản sao lưu.") % {"folder": folder})
    with filling(folder):
        return _filled(folder, say, progress)


def _filled(folder: Path, say: Callable[[str], None], progress: Progress) -> Manifest:
    engine, taken = database.engine(), copying.Taken()
    made_at = clock.now()
    say(_("Tệp …"))
    copying.take(folder, taken, progress)
    say(_("Cơ sở dữ liệu …"))
    (folder / engine.NAME).touch(mode=0o600)
    seen = engine.dump(folder / engine.NAME)
    say(_("Tệp mới …"))
    copying.take(folder, taken, progress)
    say(_("Mã kiểm tra …"))
    files = []
    for done, name in enumerate(sorted(taken), 1):
        files.append(manifest.entry_of(folder, name))
        progress(done, len(taken))
    made = Manifest(
        format=manifest.FORMAT,
        version=manifest.VERSION,
        made_at=made_at.isoformat(timespec="seconds"),
        engine=connection.vendor,
        engine_version=engine.version(),
        seen=seen,
        database=manifest.entry_of(folder, engine.NAME),
        files=files,
    )
    manifest.write(folder, made)
    return made
