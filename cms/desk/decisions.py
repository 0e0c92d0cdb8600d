"""Lists, forms and pages of decisions (quyết định công bố)."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import CreateView, EditView

from register.models import Agency

from ..models import Decision
from .adding import AddEditionsView
from .announcing import AnnounceView
from .base import DeskIndexView, DeskViewSet, NoAutosave, day_column
from .choices import WRITING, department_choices, departments, issuer_choices, with_announced
from .confirming import ConfirmView
from .decision_panels import panels
from .papers import AnnexView
from .seen_by_public import AsPublicView
from .together import ApproveView, SendView
from .withdrawing import WithdrawView
from .workbench import WorkbenchView

STATES = {
    "public": _("Đã công khai"),
    "signed": _("Đã ký"),
    "draft": _("Dự thảo"),
}


def state_of(decision: Any) -> Any:
    if decision.is_announced:
        return STATES["public"]
    if decision.number and decision.signed_on:
        return STATES["signed"]
    return STATES["draft"]


class DecisionFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"), choices=[("public", STATES["public"]), ("draft", _("Chưa công khai"))], method="in_state"
    )
    issuer_id = django_filters.ChoiceFilter(label=_("Cơ quan ban hành"), choices=issuer_choices)
    department = django_filters.ChoiceFilter(label=_("Đơn vị trình"), choices=[])
    signed_on = django_filters.NumberFilter(label=_("Năm ký"), lookup_expr="year")

    class Meta:
        model = Decision
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(is_announced=value == "public")


class DecisionIndexView(DeskIndexView):
    title = staticmethod(lambda row: row.number or _("(chưa có số)"))
    title_label = _("Số, ký hiệu")
    title_sort = "number"

    def get_row_url(self, row: Any) -> str:
        return row.snippet_viewset.address("overview", row)


class DecisionCreateView(NoAutosave, CreateView):
    def get_initial_form_instance(self) -> Decision:
        """Issued by the province's Chairman, by the department of whoever writes only for one."""
        own = list(departments(self.request.user, WRITING)[:2])
        return Decision(
            issuer=Agency.objects.filter(key=settings.PROVINCE_KEY).first(),
            department=own[0] if len(own) == 1 else None,
        )

    def get_success_url(self) -> str:
        return self.object.snippet_viewset.address("overview", self.object)


class DecisionEditView(NoAutosave, EditView):
    def get_success_url(self) -> str:
        return self.object.snippet_viewset.address("overview", self.object)


class DecisionViewSet(DeskViewSet):
    model = Decision
    icon = "doc-full-inverse"
    menu_label = _("Quyết định công bố")
    menu_order = 200
    index_view_class = DecisionIndexView
    add_view_class = DecisionCreateView
    edit_view_class = DecisionEditView
    filterset_class = DecisionFilters
    search_fields = ("number", "title")
    ordering = ("-signed_on", "-id")
    edit_handler = panels
    list_display = (
        "number",
        Column("title", label=_("Trích yếu")),
        day_column("signed_on", _("Ngày ký")),
        day_column("default_effective_on", _("Có hiệu lực"), sorts=False),
        Column("editions_count", label=_("Số nội dung"), sort_key="editions_count"),
        StatusTagColumn("state", label=_("Trạng thái"), accessor=state_of, primary=lambda row: row.is_announced),
    )

    def get_queryset(self, request: Any) -> QuerySet[Decision]:
        rows = with_announced(super().get_queryset(request))
        vietnamese = Q(editions__locale__language_code="vi")
        return rows.annotate(editions_count=Count("editions", distinct=True, filter=vietnamese))

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("page/<int:pk>/", self.construct_view(WorkbenchView), name="overview"),
            path("add-editions/<int:pk>/", self.construct_view(AddEditionsView), name="add_editions"),
            path("confirm/<int:pk>/", self.construct_view(ConfirmView), name="confirm"),
            path("send/<int:pk>/", self.construct_view(SendView), name="send"),
            path("approve/<int:pk>/", self.construct_view(ApproveView), name="approve"),
            path("as-public/<int:pk>/", self.construct_view(AsPublicView), name="as_public"),
            path("withdraw/<int:pk>/", self.construct_view(WithdrawView), name="withdraw"),
            path("annex/<int:pk>/", self.construct_view(AnnexView), name="annex"),
            path("announce/<int:pk>/", self.construct_view(AnnounceView), name="announce"),
        ]
