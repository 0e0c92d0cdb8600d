"""The disk below DATA_DIR."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from register import checks

from .finding import Finding, fault, ok, warning

GB = 1024**3
LEAST, LITTLE = 1 * GB, 5 * GB  # free: a fault, a warning
MOUNTS = Path("/proc/mounts")


def disk() -> Finding:
    folder = settings.DATA_DIR
    kind = checks.file_system_of(folder, MOUNTS.read_text()) if MOUNTS.exists() else ""
    if kind in checks.NETWORK_FILE_SYSTEMS:
        told = {"folder": folder, "kind": kind}
        if connection.vendor == "sqlite":
            return fault(
                _("%(folder)s nằm trên ổ mạng (%(kind)s), SQLite sẽ mất dữ liệu: hãy đặt DATA_DIR ở ổ của máy.") % told
            )
        return warning(
            _("%(folder)s nằm trên ổ mạng (%(kind)s): hãy chắc rằng ổ ấy được sao lưu và luôn sẵn sàng.") % told
        )
    free = shutil.disk_usage(folder).free
    told = {"folder": folder, "free": f"{free / GB:.1f}"}
    if free < LEAST:
        return fault(_("%(folder)s chỉ còn %(free)s GB: hãy dọn ổ đĩa hoặc chuyển DATA_DIR ngay.") % told)
    if free < LITTLE:
        return warning(_("%(folder)s còn %(free)s GB: hãy dọn ổ đĩa.") % told)
    return ok(_("%(folder)s còn %(free)s GB.") % told)
