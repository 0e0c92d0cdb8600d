"""Agencies and sectors: identities of the public record. At the desk they are added and named, never changed."""

from typing import Any

from django import forms
from django.db import transaction
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, EditView

from register import record
from register.models import Agency, Sector

from .agency_desk import AgencyDeskView
from .base import DeskIndexView, DeskViewSet
from .forms import NameForm

NAMING: dict[Any, Any] = {Agency: record.name_agency, Sector: record.name_sector}


class NamedPolicy(ModelPermissionPolicy):
    """All may read; what is once there is never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "view":
            return bool(user.is_active)
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class AgencyForm(NameForm):
    field_order = ("key", "name", "locale", "from_on", "level", "parent", "exists_from", "exists_until")

    class Meta:
        model = Agency
        fields = ("key", "level", "parent")


class SectorForm(NameForm):
    class Meta:
        model = Sector
        fields = ("key",)


class NextAgencyNameForm(NameForm):
    class Meta:
        model = Agency
        fields: tuple[str, ...] = ()


class NextSectorNameForm(NameForm):
    class Meta:
        model = Sector
        fields: tuple[str, ...] = ()


class _Naming:
    """Saving adds a row and gives it a name, or only a name; both through the register's one writer."""

    def save_instance(self) -> Any:
        form: forms.ModelForm = self.form  # type: ignore[attr-defined]
        given = form.cleaned_data
        with transaction.atomic():
            row = form.instance
            if row.pk is None and isinstance(row, Agency):
                row = record.add_agency(given["key"], given["level"], parent=given["parent"])
            elif row.pk is None:
                row.save()
            NAMING[type(row)](row, given["locale"], given["name"].strip(), given["from_on"])
        return row

    def get_success_message(self, instance: Any = None) -> str:
        return _("Đã thêm tên.")

    def get_side_panels(self) -> Any:
        from wagtail.admin.ui.components import MediaContainer

        return MediaContainer()


class NamedCreateView(_Naming, CreateView):
    pass


class NamedEditView(_Naming, EditView):
    template_name = "cms/desk/named.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = self.object.names.order_by("locale", "from_on", "id")
        return super().get_context_data(names=names, desk_url=self.desk_url, **kwargs)

    @property
    def desk_url(self) -> str:
        """Only agencies have a desk."""
        if self.model is not Agency:
            return ""
        return str(self.object.snippet_viewset.address("desk", self.object))


class NamedIndexView(DeskIndexView):
    title_label = gettext_lazy("Tên hiện nay")


class NamedViewSet(DeskViewSet):
    index_view_class = NamedIndexView
    add_view_class = NamedCreateView
    edit_view_class = NamedEditView
    first_form: type[forms.ModelForm]
    next_form: type[forms.ModelForm]
    search_fields = ("key", "names__name")
    edit_template_name = "cms/desk/named.html"

    @property
    def permission_policy(self) -> Any:
        return NamedPolicy(self.model)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).distinct()

    def get_form_class(self, for_update: bool = False) -> Any:
        return self.next_form if for_update else self.first_form

    def get_edit_handler(self) -> None:
        return None


class AgencyViewSet(NamedViewSet):
    model = Agency
    icon = "group"
    menu_label = gettext_lazy("Cơ quan")
    menu_order = 400
    first_form, next_form = AgencyForm, NextAgencyNameForm
    ordering = ("level", "key")
    list_filter = ("level",)
    list_display = (
        "name",
        Column("key", label=gettext_lazy("Mã"), sort_key="key"),
        Column("level", label=gettext_lazy("Cấp"), accessor="get_level_display", sort_key="level"),
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("desk/<str:pk>/", AgencyDeskView.as_view(), name="desk"),
        ]


class SectorViewSet(NamedViewSet):
    model = Sector
    icon = "tag"
    menu_label = gettext_lazy("Lĩnh vực")
    menu_order = 500
    first_form, next_form = SectorForm, NextSectorNameForm
    ordering = ("key",)
    list_display = ("name", Column("key", label=gettext_lazy("Mã"), sort_key="key"))
