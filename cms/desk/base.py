"""What all lists and choosers of the desk share: rows by policy, plain database filters, no publishing."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, LiveStatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from register import clock

from ..policy import policy_for
from .widgets import DeskChooser


def day_column(name: str, label: Any, form: str = "d/m/Y", sorts: bool = True) -> Column:
    """A day or moment as officers write it: what matters is the day, not how long ago it was."""

    def shown(row: Any) -> str:
        value = getattr(row, name)
        if isinstance(value, dt.datetime):
            value = value.astimezone(clock.ZONE)
        return date_format(value, form) if value else "–"

    return Column(name, label=label, accessor=shown, sort_key=name if sorts else None)


class RowTitle(TitleColumn):
    """The column that leads to the row, never so narrow that its words break within."""

    class Media:
        css = {"all": ["cms/desk.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, classname="desk-title", **kwargs)


class DeskIndexView(IndexView):
    """The first column is `title`, a function of the row; checkboxes only where there is a bulk action of ours."""

    title: Callable[[Any], Any] = str
    title_label: Any = ""
    title_sort: str | None = None
    bulk = False

    def _get_title_column(self, field_name: str, column_class: Any = RowTitle, **kwargs: Any) -> Any:
        return self._get_title_column_class(column_class)(
            field_name,
            label=self.title_label,
            accessor=type(self).title,
            sort_key=self.title_sort,
            get_url=self.get_row_url,
            get_title_id=lambda row: f"snippet_{row.pk}_title",
            width="16%",
        )

    def get_list_buttons(self, instance: Any) -> list[Any]:
        """Without the buttons of other packages, which ask the database for each row."""
        return list(generic.IndexView.get_list_buttons(self, instance))

    def get_row_url(self, row: Any) -> str | None:
        return self.get_edit_url(row) or self.get_inspect_url(row)

    @property
    def columns(self) -> list[Any]:
        listed = super().columns
        return listed if self.bulk else [each for each in listed if not isinstance(each, BulkActionsCheckboxColumn)]


class RowPage(BaseObjectMixin, WagtailAdminTemplateMixin):
    """A page about one row of a list of the desk, which its trail leads back to."""

    index_url_name = ""
    own_view = "overview"  # of the list's views the one that is about the row

    def address(self, view: str) -> str:
        return str(self.object.snippet_viewset.address(view, self.object))

    def own_crumb(self) -> dict[str, Any]:
        return {"url": self.address(self.own_view), "label": str(self.object)}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listed = self.object.snippet_viewset
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(listed.get_url_name("list")), "label": listed.menu_label},
            self.own_crumb(),
        ]


class RightPage(WagtailAdminTemplateMixin):
    """A page that one right opens, `may`; its trail leads back to the first page of its set, `index`."""

    may = ""
    index = ""
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.may):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": reverse(self.index), "label": self.page_title}]


def item_for(right: str) -> type[MenuItem]:
    """The kind of menu item that is shown to those who have this right."""

    class ForThoseWhoMay(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return bool(request.user.has_perm(right))

    return ForThoseWhoMay


class NoAutosave:
    """A row that has no drafts beside it is saved by hand alone."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False


class SearchForm(BaseFilterForm):
    q = forms.CharField(label=_("Tìm"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Tìm")}))
    fields_searched: Sequence[str] = ()

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        words = self.cleaned_data.get("q", "").strip()
        if not words:
            return super().filter(objects)
        self.is_searching, self.search_query = True, words
        asked = Q()
        for field in self.fields_searched:
            asked |= Q(**{f"{field}__icontains": words})
        return objects.filter(asked).distinct()


class _Choosing:
    @property
    def viewset(self) -> "DeskViewSet":
        found: DeskViewSet = self.model_class.snippet_viewset  # type: ignore[attr-defined]
        return found

    def get_object_list(self) -> QuerySet[Any]:
        return self.viewset.get_queryset(self.request)  # type: ignore[attr-defined]

    @property
    def columns(self) -> list[Any]:
        listed = super().columns  # type: ignore[misc]
        return [each for each in listed if not isinstance(each, LiveStatusTagColumn)] + [*self.viewset.chooser_columns]

    def get_filter_form_class(self) -> Any:
        return type("ChooserSearchForm", (SearchForm,), {"fields_searched": self.viewset.search_fields})


class DeskChooseView(_Choosing, ChooseView):
    pass


class DeskChooseResultsView(_Choosing, ChooseResultsView):
    pass


class DeskChooserViewSet(SnippetChooserViewSet):
    choose_view_class = DeskChooseView
    choose_results_view_class = DeskChooseResultsView
    page_title = _("Chọn")

    @cached_property
    def widget_class(self) -> Any:
        return DeskChooser(model=self.model, icon=self.icon)


class DeskViewSet(SnippetViewSet):
    index_view_class = DeskIndexView
    chooser_viewset_class = DeskChooserViewSet
    chooser_per_page = 20
    chooser_columns: Sequence[Column] = ()  # beside the row's own name, where that says too little to choose by
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 30

    @property
    def permission_policy(self) -> Any:
        return policy_for(self.model) or super().permission_policy

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        policy = policy_for(self.model)
        return policy.seen_by(request.user) if policy else self.model._default_manager.all()

    @property
    def url_finder_class(self) -> Any:
        """An address only for rows that this user may change, so that no usage list names a foreign one."""
        own = {"permission_policy": self.permission_policy, "edit_url_name": self.get_url_name("edit")}
        return type("DeskURLFinder", (ModelAdminURLFinder,), own)

    def address(self, view: str, row: Any) -> str:
        return reverse(self.get_url_name(view), args=[row.pk])
