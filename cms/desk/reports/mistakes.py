"""What citizens say is wrong, for the department of the procedure; settled with an answer."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from inbox.models import Mistake
from inbox.receiving import settle
from register.compare import FIELDS

from ...looking import public_name
from ...models import Procedure
from ...policy import guarding
from ..base import RowTitle
from ..choices import department_choices
from .base import DeskReport

STATES = {"waiting": _("Chưa xử lý"), "mended": _("Đã sửa"), "right": _("Không sai"), "passed": _("Đã chuyển")}


def mistakes_for(user: Any) -> QuerySet[Any]:
    """Of the procedures that this user may see, those that wait first; each with the procedure's public name."""
    rows = Mistake.objects.filter(code__in=guarding(Procedure).seen_by(user).order_by().values("code"))
    return rows.annotate(name=public_name(procedure__code=OuterRef("code"))).order_by("-told_at", "-pk")


def place_of(field: str) -> Any:
    """A part of the text in words; "" where none was named."""
    return FIELDS[field][0] if field in FIELDS else ""


def address_of(row: Mistake) -> str:
    return reverse("reports:mistake", args=[row.pk])


class MistakeFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Trạng thái"), choices=list(STATES.items()))
    department = django_filters.ChoiceFilter(label=_("Đơn vị"), choices=[], method="of_department")

    class Meta:
        model = Mistake
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)

    def of_department(self, rows: QuerySet[Mistake], name: str, value: str) -> QuerySet[Mistake]:
        return rows.filter(code__in=Procedure.objects.filter(department=int(value)).values("code"))


class MistakesView(DeskReport):
    page_title = _("Người dân báo sai")
    index_url_name = "reports:mistakes"
    index_results_url_name = "reports:mistakes_results"
    export_filename = "nguoi-dan-bao-sai"
    filterset_class = MistakeFilters
    empty = _("Không có báo sai nào của người dân.")
    header_icon = "warning"
    headings = {
        "code": _("Mã thủ tục"),
        "name": _("Tên thủ tục"),
        "place": _("Mục"),
        "text": _("Người dân viết"),
        "told_at": _("Gửi lúc"),
        "status": _("Trạng thái"),
        "answer": _("Trả lời"),
        "settled_by": _("Người xử lý"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns[0] = RowTitle("code", label=self.headings["code"], get_url=address_of)

    def get_filtered_queryset(self) -> Any:
        return self.filter_queryset(mistakes_for(self.request.user))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        rows = list(object_list)
        for row in rows:
            row.place, row.status = place_of(row.field), STATES[row.state]
        return rows


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Kết quả"), choices=[each for each in STATES.items() if each[0] != "waiting"], widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Trả lời"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Đã sửa ở đâu, vì sao không sai, hoặc đã chuyển cho cơ quan nào."),
    )


class SettleView(WagtailAdminTemplateMixin, FormView):
    template_name = "cms/desk/mistake.html"
    header_icon = "warning"
    page_title = _("Người dân báo sai")
    form_class = SettleForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("reports:mistakes"), "label": self.page_title},
            {"url": "", "label": self.mistake.code},
        ]

    @cached_property
    def mistake(self) -> Any:
        row = mistakes_for(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    def may_settle(self) -> bool:
        policy = guarding(Procedure)
        row = Procedure.objects.get(code=self.mistake.code)
        return bool(policy.user_has_permission_for_instance(self.request.user, "change", row))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.mistake
        return super().get_context_data(
            mistake=row,
            place=place_of(row.field),
            state=STATES[row.state],
            may_settle=row.state == Mistake.State.WAITING and self.may_settle(),
            **kwargs,
        )

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_settle():
            raise PermissionDenied
        return super().post(*args, **kwargs)

    def form_valid(self, form: SettleForm) -> HttpResponse:
        told = form.cleaned_data
        if settle(self.mistake.pk, told["state"], told["answer"], self.request.user.get_username()):
            messages.success(self.request, _now("Đã ghi kết quả xử lý."))
        else:
            messages.error(self.request, _now("Báo sai này vừa được người khác xử lý."))
        return redirect("reports:mistakes")
