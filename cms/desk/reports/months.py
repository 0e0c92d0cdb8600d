"""What was announced, month by month."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from register import clock
from register.models import AnnouncedEdition, Announcement
from register.words import ChangeKind

from .base import DeskReport, NoRows, midnight

OWN = {"own": _("Của tỉnh"), "ministry": _("Của bộ")}


@dataclass(frozen=True)
class Month:
    month: str
    decisions: int
    withdrawn: int
    editions: int
    new: int
    amended: int
    replaced: int
    abolished: int


class MonthFilters(NoRows):
    year = django_filters.NumberFilter(label=_("Năm"), min_value=2000, max_value=2999, method="unused")
    own = django_filters.ChoiceFilter(label=_("Quyết định"), choices=list(OWN.items()), method="unused")


class MonthsView(DeskReport):
    page_title = _("Công khai theo tháng")
    index_url_name = "reports:months"
    index_results_url_name = "reports:months_results"
    export_filename = "cong-khai-theo-thang"
    filterset_class = MonthFilters
    empty = _("Chưa công khai quyết định nào.")
    headings = {
        "month": _("Tháng"),
        "decisions": _("Quyết định"),
        "withdrawn": _("Đã thu hồi"),
        "editions": _("Nội dung"),
        **{kind.value: kind.label for kind in ChangeKind},
    }

    def get_filtered_queryset(self) -> list[Month]:
        """The newest first; two queries."""
        asked = self.asked()
        rows = Announcement.objects.all()
        if asked.get("own"):
            rows = rows.filter(own=asked["own"] == "own")
        if asked.get("year"):
            begin, end = (midnight(dt.date(int(asked["year"]) + more, 1, 1)) for more in (0, 1))
            rows = rows.filter(announced_at__gte=begin, announced_at__lt=end)
        decisions = self.by_month(
            rows, "announced_at", n=Count("pk"), withdrawn=Count("pk", filter=Q(withdrawal__isnull=False))
        )
        kinds: Any = {kind.value: Count("pk", filter=Q(change=kind)) for kind in ChangeKind}
        editions = self.by_month(
            AnnouncedEdition.objects.filter(announcement__in=rows), "announcement__announced_at", n=Count("pk"), **kinds
        )
        nothing = {"n": 0, **dict.fromkeys(kinds, 0)}
        return [
            Month(
                f"{month:%m/%Y}",
                decisions=told["n"],
                withdrawn=told["withdrawn"],
                editions=editions.get(month, nothing)["n"],
                **{kind: editions.get(month, nothing)[kind] for kind in kinds},
            )
            for month, told in sorted(decisions.items(), reverse=True)
        ]

    @staticmethod
    def by_month(rows: Any, moment: str, **counts: Any) -> dict[Any, dict[str, int]]:
        """Months as they are in Viet Nam."""
        month = TruncMonth(moment, tzinfo=clock.ZONE)
        told = rows.order_by().annotate(month=month).values("month").annotate(**counts)
        return {row["month"]: row for row in told}
