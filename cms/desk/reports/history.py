"""Who changed what: Wagtail's log of the rows that the reader may see, and of what no department owns."""

import datetime as dt
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from register.models import Agency, Sector

from ...models import Decision, Edition, Guide, IntakeForm, Procedure, PublicationTerm
from ...policy import guarding
from .base import DeskReport, midnight

OWNED = (Edition, Decision, Procedure, Guide, IntakeForm)
EVERYBODYS = (Agency, Sector, PublicationTerm)


def seen_by(user: Any) -> QuerySet[Any]:
    """What is gone has no department any more: its lines are for those with a right on all of them."""
    types = ContentType.objects.get_for_models(*OWNED, *EVERYBODYS)
    wanted = Q(content_type__in=[types[model] for model in EVERYBODYS])
    for model in OWNED:
        policy = guarding(model)
        if policy.sees_all(user):
            wanted |= Q(content_type=types[model])
        else:
            keys = policy.seen_by(user).annotate(key=Cast("pk", CharField())).order_by().values("key")
            wanted |= Q(content_type=types[model], object_id__in=keys)
    return ModelLogEntry.objects.filter(wanted)


def users(request: Any) -> Any:
    known = seen_by(request.user).order_by().values("user")
    return get_user_model().objects.filter(pk__in=known).order_by("username")


class HistoryFilters(WagtailFilterSet):
    label = django_filters.CharFilter(label=_("Mã hoặc tên"), lookup_expr="icontains")
    user = django_filters.ModelChoiceFilter(label=_("Người làm"), queryset=users)
    action = django_filters.ChoiceFilter(label=_("Việc"), choices=lambda: registry.get_choices())
    since = django_filters.DateFilter(label=_("Từ ngày"), widget=AdminDateInput, method="from_day")
    until = django_filters.DateFilter(label=_("Đến ngày"), widget=AdminDateInput, method="until_day")

    class Meta:
        model = ModelLogEntry
        fields: list[str] = []

    def from_day(self, rows: Any, name: str, value: Any) -> Any:
        return rows.filter(timestamp__gte=midnight(value))

    def until_day(self, rows: Any, name: str, value: Any) -> Any:
        return rows.filter(timestamp__lt=midnight(value + dt.timedelta(days=1)))


class Line:
    """A line of the log, in words."""

    def __init__(self, entry: Any) -> None:
        model = entry.content_type.model_class()
        self.at = entry.timestamp
        self.who = entry.user_display_name
        formatter = registry.get_formatter(entry)  # none of an action whose app is gone
        self.what = str(formatter.label) if formatter else entry.action
        self.kind = str(model._meta.verbose_name) if model else ""
        self.label = entry.label


class HistoryView(DeskReport):
    page_title = _("Ai đã sửa gì")
    header_icon = "history"
    index_url_name = "reports:history"
    index_results_url_name = "reports:history_results"
    export_filename = "nhat-ky-sua"
    filterset_class = HistoryFilters
    empty = _("Chưa có ai sửa gì.")
    headings = {
        "at": _("Lúc"),
        "who": _("Người làm"),
        "what": _("Việc"),
        "kind": _("Loại"),
        "label": _("Mã hoặc tên"),
    }

    def get_filtered_queryset(self) -> Any:
        rows = seen_by(self.request.user).select_related("user__wagtail_userprofile", "content_type")
        return self.filter_queryset(rows.order_by("-timestamp", "-pk"))

    def decorate_paginated_queryset(self, object_list: Any) -> list[Line]:
        return [row if isinstance(row, Line) else Line(row) for row in object_list]
