"""The report of searches, and approving a frequent query as a proposal."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from register import clock

from .. import report
from ..models import SuggestedQuery
from ..popularity import DAYS
from ..vocabulary import vocabulary
from .trying import EditorsOnly, may_edit_search

PERIODS = (7, 30, DAYS)
KINDS = {
    "frequent": gettext_lazy("Tìm nhiều"),
    "empty": gettext_lazy("Không có kết quả"),
    "unopened": gettext_lazy("Không mở kết quả nào"),
    "abandoned": gettext_lazy("Bỏ dở"),
}
WHY_NOT = {
    "rare": gettext_lazy("Câu này chưa đủ nhiều người tìm trong nhiều ngày nên chưa gợi ý cho người khác."),
    "words": gettext_lazy("Câu này có chữ không có trong thủ tục nào hôm nay nên không gợi ý được."),
}


class ReportView(EditorsOnly):
    template_name = "search/desk/report.html"
    page_title = gettext_lazy("Người dân tìm gì")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        period = next((days for days in PERIODS if str(days) == asked.get("days")), PERIODS[1])
        kind = asked.get("kind") if asked.get("kind") in KINDS else "frequent"
        channels = report.channels()
        channel = asked.get("channel", "") if asked.get("channel") in channels else ""
        today = clock.today()
        found = report.records(today - dt.timedelta(days=period - 1), today, channel)
        rows = report.queries(found, str(kind))
        days = report.days(found)
        proposed = set(SuggestedQuery.objects.values_list("text", flat=True))

        def address(**changed: Any) -> str:
            return "?" + urlencode({"days": period, "kind": kind, "channel": channel} | changed)

        return super().get_context_data(
            rows=[(row, row.may_be_proposed and row.query not in proposed) for row in rows],
            days=days,
            most=max((day.searches for day in days), default=0),
            total=sum(day.searches for day in days),
            empty=sum(day.empty for day in days),
            opened=sum(day.opened for day in days),
            kind=kind,
            kept_days=DAYS,
            kinds=[(label, address(kind=name), name == kind) for name, label in KINDS.items()],
            periods=[(days, address(days=days), days == period) for days in PERIODS],
            channels=[(name, address(channel=name), name == channel) for name in ("", *channels)],
            here=self.request.get_full_path(),
            **kwargs,
        )


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Make a frequent query a proposal of the search box, if it is frequent and all its words are public today."""
    if not may_edit_search(request.user):
        raise PermissionDenied
    folded, today = request.POST.get("folded", ""), clock.today()
    since = today - dt.timedelta(days=DAYS)
    reason = report.why_not_proposed(folded, vocabulary(today, "vi"), since, today)
    if reason:
        messages.error(request, WHY_NOT[reason])
    else:
        text = report.queries(report.records(since, today).filter(folded=folded))[0].query
        SuggestedQuery.objects.get_or_create(text=text[:80])
        messages.success(request, _("Đã thêm câu gợi ý “%(text)s”.") % {"text": text})
    return redirect(reverse("search_report:index"))
