"""What workbenches share whose rows the control office releases: guides and intake forms."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet

from register.drafts import Refused

from ..policy import guarding
from .base import DeskIndexView, RowPage
from .choices import department_choices

STATES = {
    "public": _("Đang công khai"),
    "edited": _("Có sửa sau khi công khai"),
    "taken_back": _("Đã rút"),
    "draft": _("Dự thảo"),
}


def state_of(row: Any) -> Any:
    """Of a row with `released_at`, `is_public` and `is_edited`."""
    if row.released_at is None:
        return STATES["draft"]
    if not row.is_public:
        return STATES["taken_back"]
    return STATES["edited" if row.is_edited else "public"]


class ReleasedFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Trạng thái"), choices=list(STATES.items()), method="in_state")
    department = django_filters.ChoiceFilter(field_name="procedure__department", label=_("Đơn vị"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        asked = {
            "draft": {"released_at__isnull": True},
            "taken_back": {"released_at__isnull": False, "is_public": False},
            "edited": {"is_public": True, "is_edited": True},
            "public": {"is_public": True, "is_edited": False},
        }
        return rows.filter(**asked[value])


class ReleasedIndexView(DeskIndexView):
    title = staticmethod(lambda row: row.code)
    title_label = _("Mã thủ tục")
    title_sort = "procedure__code"

    def get_row_url(self, row: Any) -> str:
        return str(row.snippet_viewset.address("overview", row))


class ToPage:
    """Who has saved comes to the page of the row."""

    object: Any

    def get_success_url(self) -> str:
        return str(self.object.snippet_viewset.address("overview", self.object))


class ReleasedPage(RowPage):
    """A page of such a row."""

    request: HttpRequest
    object: Any

    def may(self, right: str) -> bool:
        policy = guarding(self.model)
        return policy.user_has_permission_for_instance(self.request.user, right, self.object)

    def to_page(self) -> HttpResponse:
        return redirect(self.address("overview"))


class ReleaseView(ReleasedPage, View):
    """Of the control office: what it has seen becomes what citizens read. `release` gives the sentence of success."""

    http_method_names = ["post"]

    def release(self, by: str, revision: int | None) -> str:
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may("control"):
            raise PermissionDenied
        seen = request.POST.get("revision", "")
        try:
            done = self.release(request.user.get_username(), int(seen) if seen.isdecimal() else None)
        except Refused as refusal:
            for problem in refusal.problems:
                messages.error(request, str(problem))
        else:
            messages.success(request, done)
        return self.to_page()


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, strip=True)


class TakeBackView(ReleasedPage, FormView):
    """`nothing` is said where nothing is public, `done` afterwards; `called` has %(row)s in the place of the row."""

    header_icon = "undo"
    form_class = TakeBackForm
    called: Any = ""
    nothing: Any = ""
    done: Any = ""

    def take_back(self, reason: str, by: str) -> None:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may("control"):
            raise PermissionDenied
        if self.object.released() is None:
            messages.error(request, self.nothing)
            return self.to_page()
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.called % {"row": self.object})

    def form_valid(self, form: TakeBackForm) -> HttpResponse:
        try:
            self.take_back(form.cleaned_data["reason"], self.request.user.get_username())
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return self.to_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(overview_url=self.address("overview"), **kwargs)
