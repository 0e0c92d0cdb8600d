"""Lists and forms of intake forms (mẫu đơn điện tử)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import StatusTagColumn
from wagtail.snippets.views.snippets import CreateView, EditView

from ..forming import with_standing
from ..models import IntakeForm
from .base import DeskViewSet, NoAutosave, day_column
from .intake_form_page import (
    BringInView,
    ExportFormView,
    FormPageView,
    FormProblemsPanel,
    ReleaseFormView,
    TakeBackFormView,
)
from .intake_form_panels import panels
from .released import ReleasedFilters, ReleasedIndexView, ToPage, state_of


class FormFilters(ReleasedFilters):
    class Meta:
        model = IntakeForm
        fields: list[str] = []


class FormCreateView(ToPage, NoAutosave, CreateView):
    pass


class FormEditView(ToPage, NoAutosave, EditView):
    def get_side_panels(self) -> Any:
        shown = super().get_side_panels()
        if self.expects_json_response:
            return shown
        return MediaContainer([*shown, FormProblemsPanel(self.object, self.request)])


class IntakeFormViewSet(DeskViewSet):
    model = IntakeForm
    icon = "form"
    menu_label = _("Mẫu đơn điện tử")
    menu_order = 360
    index_view_class = ReleasedIndexView
    add_view_class = FormCreateView
    edit_view_class = FormEditView
    edit_handler = panels
    filterset_class = FormFilters
    search_fields = ("procedure__code", "title", "procedure__editions__name")
    ordering = ("procedure__code",)
    list_display = (
        "code",
        "title",
        StatusTagColumn("state", label=_("Trạng thái"), accessor=state_of, primary=lambda row: row.is_public),
        day_column("updated_at", _("Sửa lần cuối"), "H:i d/m/Y"),
    )

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        return with_standing(super().get_queryset(request)).select_related("procedure__department__collection")

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("page/<int:pk>/", self.construct_view(FormPageView), name="overview"),
            path("release/<int:pk>/", self.construct_view(ReleaseFormView), name="release"),
            path("take-back/<int:pk>/", self.construct_view(TakeBackFormView), name="take_back"),
            path("export/<int:pk>/", self.construct_view(ExportFormView), name="export"),
            path("bring-in/<int:pk>/", self.construct_view(BringInView), name="bring_in"),
        ]
