"""manage.py restore: all is looked at first, then database, files, migrations, and what must follow."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.utils.translation import gettext as _

from . import after, checking, copying, database, manifest
from .checkups.broker import workers
from .copying import Progress
from .folders import folders
from .manifest import Manifest
from .refused import Refused


def restore(folder: Path, over: bool, say: Callable[[str], None], progress: Progress) -> Manifest:
    """Raises Refused, with every reason, before anything is touched."""
    told = manifest.read(folder)
    say(_("Kiểm tra bản sao lưu …"))
    reasons = checking.damages(folder, told, progress) or list(checking.misfits(folder, told))
    if not over:
        reasons += checking.standing_here()
    if workers():
        reasons.append(_("Tiến trình worker đang chạy: hãy dừng mọi tiến trình trước khi khôi phục."))
    if reasons:
        raise Refused(*reasons)
    say(_("Cơ sở dữ liệu …"))
    database.engine().put_back(folder / told.database.name)
    say(_("Tệp …"))
    _files(folder, told, progress)
    say(_("Cập nhật cơ sở dữ liệu …"))
    call_command("migrate", verbosity=0, interactive=False)
    after.after_restore()
    return told


def _files(folder: Path, told: Manifest, progress: Progress) -> None:
    """Each folder is made whole beside the one that stands there, and takes its place."""
    beside = {name: path.with_name(f"{path.name}.restoring") for name, path in folders().items()}
    for path in beside.values():
        shutil.rmtree(path, ignore_errors=True)
    for done, entry in enumerate(told.files, 1):
        name, _slash, rest = entry.name.partition("/")
        copying.place(folder / entry.name, beside[name] / rest)
        progress(done, len(told.files))
    for name, path in folders().items():
        shutil.rmtree(path, ignore_errors=True)
        if beside[name].exists():
            beside[name].replace(path)
