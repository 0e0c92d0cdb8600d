"""What the database keeps: its tables, triggers and keys, and whether messages wait."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from keeping import sealed
from keeping.seen import sealed_with
from register import guards, holding

from .finding import Finding, fault, ok, warning

SHOWN = 3  # names in one sentence


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return fault(_("Cơ sở dữ liệu chưa theo phiên bản này: hãy chạy manage.py migrate."))
    return ok(_("Cơ sở dữ liệu theo đúng phiên bản này."))


def triggers() -> Finding:
    holes = guards.missing() or guards.prove()
    if holes:
        return fault(
            _("Sổ công khai không được bảo vệ (%(holes)s): hãy chạy manage.py migrate bằng tài khoản chủ các bảng.")
            % {"holes": ", ".join(holes[:SHOWN]) + ("…" if holes[SHOWN:] else "")}
        )
    return ok(_("Sổ công khai được bảo vệ: mọi trigger đều từ chối sửa và xóa."))


def keys() -> Finding:
    try:
        held = sealed.held()
    except ImproperlyConfigured as error:
        return fault(_("Không đọc được DOSSIER_KEYS (%(told)s): hãy đặt lại.") % {"told": error})
    if missing := sorted(sealed_with(_ask) - held):
        return fault(
            _("Thiếu khóa số %(numbers)s trong DOSSIER_KEYS: hãy thêm khóa, nếu không sẽ không đọc được hồ sơ.")
            % {"numbers": ", ".join(map(str, missing))}
        )
    if not settings.DOSSIER_KEYS:
        return warning(_("Chưa có DOSSIER_KEYS: hãy đặt trước khi nhận hồ sơ thật."))
    return ok(_("Có đủ khóa hồ sơ: số %(numbers)s.") % {"numbers": ", ".join(map(str, sorted(held)))})


def hold() -> Finding:
    if holding.is_held():
        return warning(
            _("Thư và webhook đang chờ sau khi khôi phục: xem lại rồi chạy manage.py after_restore --release.")
        )
    return ok(_("Thư và webhook được gửi đi bình thường."))


def _ask(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
