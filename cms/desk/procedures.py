"""Lists and forms of procedures: identity only, the text stands in editions."""

from typing import Any

import django_filters
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from register.words import Scope

from ..models import Edition, Procedure
from .base import DeskIndexView, DeskViewSet
from .choices import department_choices
from .comparing import CompareView
from .forms import ProcedureForm
from .reports.reviews import ProcedureStillRightView


class ProcedureFilters(WagtailFilterSet):
    scope = django_filters.ChoiceFilter(label=_("Phạm vi"), choices=Scope.choices)
    department = django_filters.ChoiceFilter(label=_("Đơn vị"), choices=[])

    class Meta:
        model = Procedure
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)


class ProcedureIndexView(DeskIndexView):
    title = staticmethod(lambda row: row.code)
    title_label = _("Mã thủ tục")
    title_sort = "code"

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        address = instance.snippet_viewset.address("compare", instance)
        compare = Button(_now("So sánh nội dung"), url=address, icon_name="history")
        return [*super().get_list_more_buttons(instance), compare]


LATEST_NAME = Column("latest_name", label=_("Tên trong nội dung mới nhất"))


class ProcedureViewSet(DeskViewSet):
    model = Procedure
    icon = "list-ul"
    menu_label = _("Thủ tục hành chính")
    menu_order = 300
    index_view_class = ProcedureIndexView
    filterset_class = ProcedureFilters
    search_fields = ("code", "editions__name")
    ordering = ("code",)
    chooser_columns = (LATEST_NAME,)
    edit_handler = ObjectList(
        [
            FieldPanel("code", help_text=_("Mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính.")),
            FieldPanel("provisional"),
            FieldPanel("scope"),
            FieldPanel("department", help_text=_("Đơn vị soạn nội dung; đổi đơn vị là đổi người được sửa.")),
            FieldPanel("review_months", help_text=_("Tính từ lần công khai hoặc lần bấm “Vẫn đúng” gần nhất.")),
        ],
        base_form_class=ProcedureForm,
    )
    list_display = (
        "code",
        LATEST_NAME,
        Column("scope", label=_("Phạm vi"), accessor="get_scope_display", sort_key="scope"),
        Column("editions_count", label=_("Số nội dung"), sort_key="editions_count"),
        Column("provisional", label=_("Mã tạm"), accessor=lambda row: _("Mã tạm") if row.provisional else ""),
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("compare/<int:pk>/", self.construct_view(CompareView), name="compare"),
            path("still-right/<int:pk>/", self.construct_view(ProcedureStillRightView), name="still_right"),
        ]

    def get_queryset(self, request: Any) -> QuerySet[Procedure]:
        newest = Edition.objects.filter(procedure=OuterRef("pk"), locale__language_code="vi").order_by("-pk")
        rows = super().get_queryset(request)
        return rows.annotate(
            latest_name=Subquery(newest.values("name")[:1]),
            editions_count=Count("editions", distinct=True, filter=Q(editions__locale__language_code="vi")),
        )
