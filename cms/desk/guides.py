"""Lists and forms of guides (hướng dẫn dễ hiểu)."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import CreateView, EditView

from ..guiding import with_standing
from ..models import Guide
from .base import DeskViewSet, NoAutosave, day_column
from .guide_page import (
    GuidePageView,
    PlainWordsPanel,
    ReleaseGuideView,
    StillRightView,
    TakeBackGuideView,
    warnings_of,
)
from .guide_panels import panels
from .released import ReleasedFilters, ReleasedIndexView, ToPage, state_of


class GuideFilters(ReleasedFilters):
    needs_look = django_filters.ChoiceFilter(
        label=_("Cần xem lại"), choices=[("yes", _("Cần xem lại")), ("no", _("Không cần"))], method="has_to_be_seen"
    )
    language = django_filters.ChoiceFilter(label=_("Ngôn ngữ"), choices=Guide._meta.get_field("language").choices)

    class Meta:
        model = Guide
        fields: list[str] = []

    def has_to_be_seen(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(needs_look=value == "yes")


class GuideCreateView(ToPage, NoAutosave, CreateView):
    pass


class GuideEditView(ToPage, NoAutosave, EditView):
    def get_side_panels(self) -> Any:
        shown = super().get_side_panels()
        if self.expects_json_response:
            return shown
        return MediaContainer([*shown, PlainWordsPanel(self.object, self.request)])


def told_of(guide: Any) -> str:
    count = len(warnings_of(guide))
    return str(count) if count else "–"


class GuideViewSet(DeskViewSet):
    model = Guide
    icon = "help"
    menu_label = _("Hướng dẫn dễ hiểu")
    menu_order = 350
    index_view_class = ReleasedIndexView
    add_view_class = GuideCreateView
    edit_view_class = GuideEditView
    edit_handler = panels
    filterset_class = GuideFilters
    search_fields = ("procedure__code", "summary", "procedure__editions__name")
    ordering = ("procedure__code", "language")
    list_display = (
        "code",
        Column("summary", label=_("Nói ngắn gọn"), accessor=lambda row: row.summary[:120]),
        Column("language", label=_("Ngôn ngữ"), accessor="get_language_display", sort_key="language"),
        StatusTagColumn("state", label=_("Trạng thái"), accessor=state_of, primary=lambda row: row.is_public),
        Column("look", label=_("Cần xem lại"), accessor=lambda row: _("Cần xem lại") if row.needs_look else "–"),
        Column("warnings", label=_("Nên sửa lời văn"), accessor=told_of),
        day_column("updated_at", _("Sửa lần cuối"), "H:i d/m/Y"),
    )

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        rows = with_standing(super().get_queryset(request))
        return rows.select_related("procedure__department__collection", "sample")

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("page/<int:pk>/", self.construct_view(GuidePageView), name="overview"),
            path("release/<int:pk>/", self.construct_view(ReleaseGuideView), name="release"),
            path("still-right/<int:pk>/", self.construct_view(StillRightView), name="still_right"),
            path("take-back/<int:pk>/", self.construct_view(TakeBackGuideView), name="take_back"),
        ]
