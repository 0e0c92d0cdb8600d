"""Erasing personal data of dossiers: whether its journal is safe, and whether there is a rule."""

from django.utils.translation import gettext as _

from dossiers import journal as erasures
from dossiers.retaining import Rules
from keeping.folders import folders

from .finding import Finding, fault, ok, warning


def journal() -> Finding:
    place = {"path": erasures.place()}
    if any(erasures.place().is_relative_to(folder) for folder in folders().values()):
        return fault(_("Sổ xóa dữ liệu %(path)s sẽ bị ghi đè khi khôi phục: hãy đặt ERASURE_JOURNAL chỗ khác.") % place)
    try:
        erasures.check()
    except OSError:
        return fault(
            _(
                "Không ghi được sổ xóa dữ liệu %(path)s, nên không hồ sơ nào được xóa: hãy cấp quyền ghi, "
                "hoặc sửa ERASURE_JOURNAL."
            )
            % place
        )
    return ok(_("Sổ xóa dữ liệu %(path)s ghi được.") % place)


def retention() -> Finding:
    if not Rules().is_any:
        return warning(
            _("Chưa có thời hạn lưu, dữ liệu cá nhân của hồ sơ được giữ mãi: hãy chạy manage.py set_retention.")
        )
    return ok(_("Có thời hạn lưu dữ liệu cá nhân của hồ sơ."))
