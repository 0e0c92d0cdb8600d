"""The wizard of mergers and splits (sắp xếp cơ quan): read a list, look at what it does, do it, undo until the day."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from register import clock, record
from register.drafts import Refused
from register.models import Agency, Reorganization
from register.naming import agency_names
from register.words import Level

from ..reorganizing import planned, read
from .base import RightPage, item_for
from .withdrawing import ReasonForm

MAY = "register.add_agency"
LARGEST = 2 * 1024 * 1024  # bytes of a list


class ListForm(forms.Form):
    title = forms.CharField(
        label=_("Trích yếu"), max_length=255, help_text=_("Ví dụ: Sắp xếp đơn vị hành chính cấp xã.")
    )
    act = forms.CharField(label=_("Theo văn bản"), max_length=255, help_text=_("Số, ngày của nghị quyết, quyết định."))
    on = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices, initial=Level.COMMUNE)
    kind = forms.CharField(
        label=_("Loại đơn vị"), max_length=20, initial="xã", required=False,
        help_text=_("Ghi trước tên mới chưa có “xã”, “phường”; để trống khi là tên cơ quan đầy đủ."),
    )  # fmt: skip
    parent = forms.ChoiceField(label=_("Trực thuộc"), required=False)
    text = forms.CharField(
        label=_("Danh sách"), required=False, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Mỗi dòng: Tên mới: tên cũ; tên cũ. Hoặc đưa tệp lên."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Tệp danh sách"), required=False, help_text=_("Văn bản UTF-8 hoặc JSON, tối đa 2 MB.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names, today = agency_names(), clock.today()
        rows = sorted((names.on(key, today), key) for key in Agency.objects.values_list("key", flat=True))
        self.fields["parent"].choices = [("", "–"), *((key, name) for name, key in rows)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        upload = data.get("file")
        if upload:
            if upload.size > LARGEST:
                self.add_error("file", _now("Tệp lớn hơn 2 MB."))
                return data
            try:
                data["text"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _now("Tệp không phải văn bản UTF-8: hãy lưu lại dạng UTF-8."))
                return data
        if not data.get("text", "").strip():
            self.add_error("text", _now("Hãy dán danh sách hoặc đưa tệp lên."))
            return data
        data["read"] = found = read(data["text"])
        for problem in found.problems[:20]:
            self.add_error("text", problem)
        return data


class _Page(RightPage):
    header_icon = "group"
    page_title = _("Sắp xếp cơ quan")
    may = MAY
    index = "reorganizations:index"


class ReorganizationsView(_Page, TemplateView):
    """What was done, and the way to undo what has not come yet."""

    template_name = "cms/desk/reorganizations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Reorganization.objects.select_related("cancellation").order_by("-on", "-id")[:100]
        return super().get_context_data(rows=rows, today=clock.today(), new_url=address("new"), **kwargs)


class ReorganizeView(_Page, FormView):
    """First the list, then what it does, then it is done: nothing is written before the last click."""

    template_name = "cms/desk/reorganize.html"
    form_class = ListForm

    def form_valid(self, form: ListForm) -> HttpResponse:
        data = form.cleaned_data
        told = {name: data[name] for name in ("title", "act", "on", "level", "kind", "parent")}
        plan, matched = planned(data["read"].lines, **told)
        if "confirm" not in self.request.POST:
            split = [old for old, count in _counted(matched).items() if count > 1]
            return self.render_to_response(
                self.get_context_data(form=form, plan=plan, matched=matched, split=split, text=data["text"])
            )
        try:
            row = record.reorganize(plan, self.request.user.get_username())
        except Refused as refusal:
            for problem in refusal.problems[:20]:
                form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _now("Đã ghi: %(title)s.") % {"title": row.title})
        return redirect(address("index"))


class CancelView(_Page, FormView):
    template_name = "cms/desk/cancel_reorganization.html"
    form_class = ReasonForm

    @cached_property
    def row(self) -> Reorganization:
        return get_object_or_404(Reorganization, pk=self.kwargs["pk"])

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            record.cancel_reorganization(self.row, form.cleaned_data["reason"], self.request.user.get_username())
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _now("Đã hủy: %(title)s.") % {"title": self.row.title})
        return redirect(address("index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, index_url=address("index"), **kwargs)


def _counted(matched: list[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in matched:
        for old in dict.fromkeys(each.line.merged_from):
            found[old] = found.get(old, 0) + 1
    return found


def address(name: str, *args: Any) -> str:
    return reverse(f"reorganizations:{name}", args=args)


class ReorganizationViewSet(ViewSet):
    name = "reorganizations"
    url_prefix = "sap-xep-co-quan"
    icon = "group"
    menu_label = _("Sắp xếp cơ quan")
    menu_order = 450
    menu_item_class = item_for(MAY)
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", ReorganizationsView.as_view(), name="index"),
            path("moi/", ReorganizeView.as_view(), name="new"),
            path("huy/<int:pk>/", CancelView.as_view(), name="cancel"),
        ]
