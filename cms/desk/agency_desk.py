"""The desk of an agency (bộ phận một cửa): what holds today, what was and will be told, and new data from a day on."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from register import clock, record
from register.desk import EMPTY, desk
from register.drafts import Refused
from register.models import Agency

from .base import RowPage

POINT = re.compile(r"^\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*$")
LINES = ("hours", "counters")
AT_FIELD = {"latitude": "point", "longitude": "point"}


class DeskForm(forms.Form):
    """What the register keeps of a desk, as officers write it: the point in one field, lists by line."""

    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False)
    point = forms.CharField(
        label=gettext_lazy("Điểm trên bản đồ"), required=False, max_length=80,
        help_text=gettext_lazy("Vĩ độ, kinh độ như bản đồ cho chép. Ví dụ: 20.541233, 105.913241."),
    )  # fmt: skip
    telephone = forms.CharField(label=gettext_lazy("Điện thoại"), required=False)
    hours = forms.CharField(
        label=gettext_lazy("Giờ làm việc"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000,
        help_text=gettext_lazy("Mỗi dòng một khoảng. Ví dụ: Thứ hai đến thứ sáu: 7 giờ 30 đến 11 giờ 30."),
    )  # fmt: skip
    counters = forms.CharField(
        label=gettext_lazy("Quầy"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000,
        help_text=gettext_lazy("Mỗi dòng một quầy. Ví dụ: Quầy 3: Hộ tịch, chứng thực."),
    )  # fmt: skip
    bank_account = forms.CharField(
        label=gettext_lazy("Tài khoản thu phí, lệ phí"), required=False,
        help_text=gettext_lazy("Số tài khoản, ngân hàng, tên chủ tài khoản."),
    )  # fmt: skip
    from_on = forms.DateField(
        label=gettext_lazy("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Từ ngày này dữ liệu trên thay toàn bộ dữ liệu cũ; để trống hết nghĩa là không còn."),
    )  # fmt: skip

    def clean_point(self) -> tuple[float, float] | None:
        written = self.cleaned_data["point"]
        found = POINT.match(written)
        if written and not found:
            raise forms.ValidationError(_("Hãy ghi vĩ độ, kinh độ, cách nhau bằng dấu phẩy: 20.541233, 105.913241."))
        return (float(found[1]), float(found[2])) if found else None

    def data_told(self) -> dict[str, Any]:
        """In the shape of `register/desk.py`."""
        given = dict(self.cleaned_data)
        north, east = given.pop("point") or (None, None)
        lines = {key: [line for each in given[key].splitlines() if (line := each.strip())] for key in LINES}
        del given["from_on"]
        return given | lines | {"latitude": north, "longitude": east}


def written(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a desk as the form shows it."""
    point = "" if data["latitude"] is None else f"{data['latitude']}, {data['longitude']}"
    lines = {key: "\n".join(data[key]) for key in LINES}
    return {key: data[key] for key in ("address", "telephone", "bank_account")} | lines | {"point": point}


class AgencyDeskView(RowPage, FormView):
    """All who see agencies may read it; it is told by who may change agencies."""

    model = Agency
    form_class = DeskForm
    template_name = "cms/desk/agency_desk.html"
    header_icon = "group"
    own_view = "desk"

    def get_page_title(self) -> str:
        return _("Bộ phận một cửa: %(agency)s") % {"agency": self.object}

    def may(self, right: str) -> bool:
        policy = Agency.snippet_viewset.permission_policy  # type: ignore[attr-defined]
        return bool(policy.user_has_permission(self.request.user, right))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may("change"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """What holds today, so that whoever changes one thing leaves the rest."""
        held = desk(self.object.key)
        return written(held.data if held else EMPTY) | {"from_on": clock.today()}

    def form_valid(self, form: DeskForm) -> HttpResponse:
        try:
            record.tell_desk(
                self.object, form.data_told(), form.cleaned_data["from_on"], self.request.user.get_username()
            )
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(AT_FIELD.get(problem.field, problem.field) or None, problem.message)
            return self.form_invalid(form)
        messages.success(self.request, _("Đã ghi dữ liệu bộ phận một cửa."))
        return redirect(self.address("desk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.object.desks.order_by("-from_on", "-id")[:100]
        return super().get_context_data(
            agency=self.object,
            held=desk(self.object.key),
            rows=[(row, written(row.data), row.data == EMPTY) for row in rows],
            may_change=self.may("change"),
            **kwargs,
        )
