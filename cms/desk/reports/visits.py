"""How often each page of the portal was shown, most first."""

from dataclasses import dataclass

import django_filters
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from inbox.models import PageVisits
from register.answer import answers

from .base import DeskReport, NoRows

OF_PROCEDURE = "/thu-tuc/"


@dataclass(frozen=True)
class Visited:
    path: str
    name: str
    count: int


class VisitFilters(NoRows):
    from_on = django_filters.DateFilter(label=_("Từ ngày"), widget=AdminDateInput, method="unused")
    until_on = django_filters.DateFilter(label=_("Đến ngày"), widget=AdminDateInput, method="unused")


class VisitsView(DeskReport):
    page_title = _("Lượt xem trang")
    index_url_name = "reports:visits"
    index_results_url_name = "reports:visits_results"
    export_filename = "luot-xem-trang"
    filterset_class = VisitFilters
    empty = _("Chưa có lượt xem nào trong những ngày này.")
    header_icon = "view"
    headings = {"path": _("Địa chỉ trên cổng"), "name": _("Tên thủ tục"), "count": _("Lượt xem")}

    def get_filtered_queryset(self) -> list[Visited]:
        asked = self.asked()
        rows = PageVisits.objects.all()
        if asked.get("from_on"):
            rows = rows.filter(day__gte=asked["from_on"])
        if asked.get("until_on"):
            rows = rows.filter(day__lte=asked["until_on"])
        told = rows.order_by().values("path").annotate(sum=Sum("count")).order_by("-sum", "path")
        counts = {row["path"]: row["sum"] for row in told}
        names = {code: answer.name for code, answer in answers({code_in(path) for path in counts} - {""}).items()}
        return [Visited(path, names.get(code_in(path)) or "", count) for path, count in counts.items()]


def code_in(path: str) -> str:
    """The code of a procedure whose page, in any language, this is; else "","""
    begin, is_there, code = path.partition(OF_PROCEDURE)
    return code if is_there and begin in {"", "/en"} and "/" not in code else ""
