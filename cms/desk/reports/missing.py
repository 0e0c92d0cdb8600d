"""Procedures of the ministries' list that the province has not published."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from ...missing import missing
from ...models import ListedProcedure
from .base import DeskReport


class MissingFilters(WagtailFilterSet):
    words = django_filters.CharFilter(label=_("Mã hoặc tên"), method="with_words")
    sector = django_filters.CharFilter(label=_("Lĩnh vực"), lookup_expr="icontains")
    agency = django_filters.CharFilter(label=_("Cơ quan thực hiện"), lookup_expr="icontains")

    class Meta:
        model = ListedProcedure
        fields: list[str] = []

    def with_words(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(Q(code__icontains=value) | Q(name__icontains=value))


class MissingView(DeskReport):
    page_title = _("Bộ đã công bố, tỉnh chưa công bố")
    index_url_name = "reports:missing"
    index_results_url_name = "reports:missing_results"
    export_filename = "tinh-chua-cong-bo"
    filterset_class = MissingFilters
    empty = _("Không có thủ tục nào trong danh sách của bộ mà tỉnh chưa công bố.")
    headings = {
        "code": _("Mã thủ tục"),
        "name": _("Tên thủ tục"),
        "sector": _("Lĩnh vực"),
        "agency": _("Cơ quan thực hiện"),
        "issuer": _("Cơ quan ban hành"),
        "text": _("Nội dung của bộ"),
        "listed_at": _("Có trong danh sách từ"),
    }
    columns: list[Column]

    def get_filtered_queryset(self) -> QuerySet[ListedProcedure]:
        return self.filter_queryset(missing())

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        rows = list(object_list)
        for row in rows:
            row.text = _("Có trong hệ thống") if row.by_ministry else _("Chưa có")
        return rows
