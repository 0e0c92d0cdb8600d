"""Lists and forms of editions (nội dung theo quyết định)."""

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.models import Locale, WorkflowState
from wagtail.snippets.views.snippets import CreateView, EditView

from register.words import ChangeKind, Level

from ..models import Edition, TranslationReview
from ..stale import look_of, with_look
from . import translating
from .base import DeskIndexView, DeskViewSet, day_column
from .checks_panel import RulesSidePanel
from .choices import department_choices, sector_choices
from .correcting import BeginCorrectionView, CorrectionView
from .edition_panels import panels
from .remarks import RemarksSidePanel, RemarksView

STATES = {
    "public": _("Đã công khai"),
    "review": _("Đang trình kiểm soát"),
    "approved": _("Đã duyệt"),
    "edited": _("Đã duyệt, có sửa sau"),
    "draft": _("Dự thảo"),
    "correction": _("Bản đính chính"),
}


def with_state(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Adds `in_review`, for `state_of`: in the workflow, or before the second reader of a translation."""
    running = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Edition),
        object_id=Cast(OuterRef("pk"), TextField()),
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    )
    reading = TranslationReview.objects.filter(edition=OuterRef("pk"), state=TranslationReview.State.WAITING)
    return editions.annotate(in_review=Exists(running) | Exists(reading))


def state_of(edition: Any) -> Any:
    if edition.corrects_key:
        return STATES["correction"]
    if edition.announced_key:
        return STATES["public"]
    if edition.in_review:
        return STATES["review"] if edition.locale.language_code == "vi" else TranslationReview.State.WAITING.label
    if edition.approved_revision_id:
        return STATES["approved" if edition.approved_revision_id == edition.latest_revision_id else "edited"]
    return STATES["draft"]


class EditionFilters(WagtailFilterSet):
    change = django_filters.ChoiceFilter(label=_("Loại thay đổi"), choices=ChangeKind.choices)
    state = django_filters.ChoiceFilter(label=_("Trạng thái"), choices=list(STATES.items()), method="in_state")
    level = django_filters.ChoiceFilter(label=_("Cấp thực hiện"), choices=Level.choices, method="at_level")
    sector_id = django_filters.ChoiceFilter(label=_("Lĩnh vực"), choices=sector_choices)
    department = django_filters.ChoiceFilter(field_name="procedure__department", label=_("Đơn vị"), choices=[])
    decision = django_filters.CharFilter(
        field_name="decision__number", lookup_expr="icontains", label=_("Số quyết định")
    )

    class Meta:
        model = Edition
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)
        if "locale" in self.filters:
            self.filters["locale"].label = _("Ngôn ngữ")

    def in_state(self, rows: QuerySet[Edition], name: str, value: str) -> QuerySet[Edition]:
        if value == "correction":
            return rows.exclude(corrects_key="")
        rows = rows.filter(corrects_key="")
        approved = Q(announced_key="", in_review=False, approved_revision__isnull=False)
        asked = {
            "public": ~Q(announced_key=""),
            "review": Q(announced_key="", in_review=True),
            "approved": approved & Q(approved_revision=F("latest_revision")),
            "edited": approved & ~Q(approved_revision=F("latest_revision")),
            "draft": Q(announced_key="", in_review=False, approved_revision=None),
        }
        return rows.filter(asked[value])

    def at_level(self, rows: QuerySet[Edition], name: str, value: str) -> QuerySet[Edition]:
        return rows.annotate(levels_text=Cast("levels", TextField())).filter(levels_text__contains=f'"{value}"')


class EditionIndexView(DeskIndexView):
    title = staticmethod(lambda row: row.procedure.code)
    title_label = _("Mã thủ tục")
    title_sort = "procedure__code"

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        return [*super().get_list_more_buttons(instance), *translating.buttons(instance, self.request.user)]


class EditionCreateView(CreateView):
    def get_locale(self) -> Locale:
        """A text is written in Vietnamese; another language is its translation."""
        return Locale.objects.get(language_code="vi")


# What those read who may not write: auditors, who announces, and after announcing everybody.
INSPECTED = (
    "decision",
    "procedure",
    "change",
    "levels",
    "name",
    "sector",
    "steps",
    "methods",
    "components",
    "audiences",
    "agencies",
    "reception",
    "results",
    "conditions",
    "legal_basis",
    "transition",
)


class EditionEditView(EditView):
    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        vietnamese = self.object.locale.language_code == "vi" and not self.object.announced_key
        if vietnamese and not self.expects_json_response:
            own = (RulesSidePanel(self.object, self.request), RemarksSidePanel(self.object, self.request))
            panels = MediaContainer([*panels, *own])
        return panels


class EditionViewSet(DeskViewSet):
    model = Edition
    icon = "doc-full"
    menu_label = _("Nội dung theo quyết định")
    menu_order = 100
    index_view_class = EditionIndexView
    add_view_class = EditionCreateView
    edit_view_class = EditionEditView
    edit_handler = panels
    filterset_class = EditionFilters
    inspect_view_enabled = True
    inspect_view_fields = [*INSPECTED]
    search_fields = ("name", "procedure__code", "decision__number")
    ordering = ("procedure__code", "-decision_id", "locale_id")
    list_display = (
        "code",
        Column("name", label=_("Tên thủ tục"), sort_key="name"),
        Column("decision", label=_("Quyết định"), sort_key="decision__number"),
        Column("change", label=_("Loại thay đổi"), accessor="get_change_display", sort_key="change"),
        StatusTagColumn("state", label=_("Trạng thái"), accessor=state_of, primary=lambda row: bool(row.announced_key)),
        Column("locale", label=_("Ngôn ngữ"), accessor="locale.get_display_name", sort_key="locale_id"),
        Column("look", label=_("Bản dịch"), accessor=look_of),
        day_column("updated_at", _("Sửa lần cuối"), "H:i d/m/Y"),
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("begin-correction/<int:pk>/", self.construct_view(BeginCorrectionView), name="begin_correction"),
            path("remarks/<int:pk>/", self.construct_view(RemarksView), name="remarks"),
            path("correction/<int:pk>/", self.construct_view(CorrectionView), name="correction"),
        ]

    def get_queryset(self, request: Any) -> QuerySet[Edition]:
        rows = with_look(translating.with_languages(with_state(super().get_queryset(request))))
        return rows.select_related("procedure", "decision", "locale")
