"""The reports' place in Wagtail's menu "Báo cáo"."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .due import DueView
from .history import HistoryView
from .in_force import CountsView, ProceduresView
from .missing import MissingView
from .mistakes import MistakesView, SettleView
from .months import MonthsView
from .national import NationalPageView, NationalView, NoteManyView
from .reviews import PageStillRightView, ReviewsView
from .visits import VisitsView

# Name, address and view of each, in the order of the menu.
REPORTS = (
    ("procedures", "thu-tuc/", ProceduresView),
    ("counts", "so-thu-tuc/", CountsView),
    ("missing", "chua-cong-bo/", MissingView),
    ("due", "den-han-cong-khai/", DueView),
    ("national", "csdl-quoc-gia/", NationalView),
    ("reviews", "den-han-ra-soat/", ReviewsView),
    ("mistakes", "nguoi-dan-bao-sai/", MistakesView),
    ("months", "theo-thang/", MonthsView),
    ("visits", "luot-xem/", VisitsView),
    ("history", "ai-da-sua/", HistoryView),
)


class DeskReportItem(MenuItem):
    """One of ours, which names nothing that its reader may not know."""


class ReportViewSet(ViewSet):
    name = "reports"
    url_prefix = "bao-cao"
    icon = "list-ul"
    menu_label = _("Báo cáo")

    def get_urlpatterns(self) -> list[Any]:
        own = path("den-han-ra-soat/trang/<int:pk>/", PageStillRightView.as_view(), name="page_still_right")
        settle = path("nguoi-dan-bao-sai/<int:pk>/", SettleView.as_view(), name="mistake")
        national = path("csdl-quoc-gia/<int:pk>/", NationalPageView.as_view(), name="national_page")
        note = path("csdl-quoc-gia/ghi/", NoteManyView.as_view(), name="national_note")
        return [own, settle, national, note] + [
            pattern
            for name, address, view in REPORTS
            for pattern in (
                path(address, view.as_view(), name=name),
                path(f"{address}ket-qua/", view.as_view(results_only=True), name=f"{name}_results"),
            )
        ]


def item(place: int) -> DeskReportItem:
    name, _address, view = REPORTS[place]
    return DeskReportItem(
        view.page_title, reverse(f"reports:{name}"), name=f"desk-{name}", icon_name=view.header_icon, order=place
    )
