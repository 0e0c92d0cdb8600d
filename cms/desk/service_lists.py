"""Lists of services (danh mục dịch vụ công): read one from Excel, look at what it changes, release it; what counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from register import clock, record
from register.answer import overview
from register.drafts import Refused
from register.models import ServiceList
from register.services import Listed, lists
from register.words import Level, ServiceKind, State

from ..importing.opening import FileError
from ..importing.services import Service, listed, read_again, read_services, written
from .base import RightPage, item_for

MAY = "register.add_agency"  # of the control office, as all that is not of one decision's text
LARGEST = 2 * 1024 * 1024  # bytes of a list, which is read while the officer waits
WORDS = {
    "new": _("Thêm vào danh mục"),
    "changed": _("Đổi cấp"),
    "same": _("Không đổi"),
    "gone": _("Ra khỏi danh mục"),
    "refused": _("Không nhận được"),
}


class ListForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại danh mục"), choices=ServiceKind.choices)
    number = forms.CharField(label=_("Số, ký hiệu của quyết định"), max_length=120)
    signed_on = forms.DateField(label=_("Ngày ký"), widget=forms.DateInput(attrs={"type": "date"}))
    from_on = forms.DateField(
        label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Từ ngày này danh mục thay toàn bộ danh mục trước đó cùng loại."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Tệp danh mục"), required=False,
        help_text=_("Tệp .xlsx có cột mã thủ tục; có cột cấp thì đọc cấp, không có thì là mọi cấp."),
    )  # fmt: skip
    text = forms.CharField(required=False, max_length=2_000_000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("signed_on") and data["signed_on"] > clock.today():
            self.add_error("signed_on", _now("Ngày ký không thể ở tương lai."))
        upload = data.get("file")
        if upload and upload.size > LARGEST:
            self.add_error("file", _now("Tệp lớn hơn 2 MB: hãy chỉ để lại bảng danh mục."))
        elif upload or data.get("text"):
            try:
                data["rows"] = read_services(upload.read()) if upload else read_again(data["text"])
            except FileError as error:
                self.add_error("file", str(error))
        else:
            self.add_error("file", _now("Hãy chọn tệp danh mục."))
        return data


@dataclass(frozen=True)
class Effect:
    """What a row would do to the list that counts before. `kind` is one of WORDS."""

    kind: str
    code: str
    name: str
    levels: str
    number: int | None = None  # of the row in the file, None for what leaves the list
    words: str = ""

    @property
    def label(self) -> Any:
        return WORDS[self.kind]


def effects(rows: Sequence[Service], before: Listed | None) -> list[Effect]:
    """Of each row, and of each procedure that the list does not hold any more."""
    held: Mapping[str, list[str]] = before.codes if before else {}
    known, new = overview(), listed([row for row in rows if not row.problem])
    found = []
    for row in rows:
        in_force = row.code in known and known[row.code].standing.state == State.IN_FORCE
        name = known[row.code].name if in_force else row.name
        told = (row.code, name, told_levels(row.levels), row.number)
        if row.problem:
            found.append(Effect("refused", *told, row.problem))
            continue
        kind = "new" if row.code not in held else "same" if held[row.code] == sorted(new[row.code]) else "changed"
        found.append(Effect(kind, *told, "" if in_force else _now("Chưa có nội dung đang có hiệu lực.")))
    gone = [code for code in held if code not in new]
    names = {code: known[code].name if code in known else "" for code in gone}
    return found + [Effect("gone", code, names[code], told_levels(held[code])) for code in gone]


def told_levels(levels: Sequence[str]) -> str:
    return ", ".join(str(Level(level).label) for level in levels) or _now("Mọi cấp")


class _Page(RightPage):
    header_icon = "list-ul"
    page_title = _("Danh mục dịch vụ công")
    may = MAY
    index = "service_lists:index"


class ServiceListsView(_Page, TemplateView):
    """All lists, the newest first, and which of them count today."""

    template_name = "cms/desk/service_lists.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counting = {each.place for each in lists().values()}
        rows = ServiceList.objects.order_by("-from_on", "-id")[:100]
        today = clock.today()
        return super().get_context_data(
            rows=[(row, row.pk in counting, row.from_on > today, address("list", row.pk)) for row in rows],
            new_url=address("new"),
            **kwargs,
        )


class ServiceListView(_Page, TemplateView):
    template_name = "cms/desk/service_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = get_object_or_404(ServiceList, pk=self.kwargs["pk"])
        known = overview()
        rows = [
            (code, known[code].name if code in known else "–", told_levels(levels))
            for code, levels in row.codes.items()
        ]
        return super().get_context_data(row=row, rows=rows, index_url=address("index"), **kwargs)


class ReleaseView(_Page, FormView):
    """First the file, then what it changes, then it is released: nothing is written before the last click."""

    template_name = "cms/desk/release_services.html"
    form_class = ListForm

    def form_valid(self, form: ListForm) -> HttpResponse:
        data = form.cleaned_data
        rows, kind = data["rows"], ServiceKind(data["kind"])
        refused = any(row.problem for row in rows)
        if refused or "confirm" not in self.request.POST:
            return self.preview(form, rows, refused)
        try:
            record.release_service_list(
                kind, listed(rows), data["number"], data["signed_on"], data["from_on"], self.request.user.get_username()
            )
        except Refused as refusal:
            for problem in refusal.problems[:20]:
                form.add_error(problem.field or None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _now("Đã công khai danh mục %(number)s.") % {"number": data["number"]})
        return redirect(address("index"))

    def preview(self, form: ListForm, rows: Sequence[Service], refused: bool) -> HttpResponse:
        data = form.cleaned_data
        before = lists(data["from_on"]).get(ServiceKind(data["kind"]))
        found = effects(rows, before)
        counts = {kind: sum(effect.kind == kind for effect in found) for kind in WORDS}
        return self.render_to_response(
            self.get_context_data(
                form=form,
                effects=found,
                before=before,
                refused=refused,
                counts=[(WORDS[kind], count) for kind, count in counts.items() if count],
                text="" if refused else written(rows),
            )
        )


def address(name: str, *args: Any) -> str:
    return reverse(f"service_lists:{name}", args=args)


class ServiceListViewSet(ViewSet):
    name = "service_lists"
    url_prefix = "danh-muc-dich-vu-cong"
    icon = "list-ul"
    menu_label = _("Danh mục dịch vụ công")
    menu_order = 170
    menu_item_class = item_for(MAY)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", ServiceListsView.as_view(), name="index"),
            path("moi/", ReleaseView.as_view(), name="new"),
            path("<int:pk>/", ServiceListView.as_view(), name="list"),
        ]
