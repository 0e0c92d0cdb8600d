"""Taking an announced decision back before its day (thu hồi)."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from register import record
from register.drafts import Refused

from .decision_page import DecisionPage


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("Người dân đọc được lý do này trên trang của quyết định."),
    )


class WithdrawView(DecisionPage, FormView):
    template_name = "cms/desk/withdraw.html"
    header_icon = "undo"
    form_class = ReasonForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_announce:
            raise PermissionDenied
        if self.announcement is None:
            messages.error(request, _("Quyết định này chưa công khai, không có gì để thu hồi."))
            return redirect(self.address("overview"))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Thu hồi %(decision)s") % {"decision": self.object}

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        by = self.request.user.get_username()
        try:
            record.withdraw(self.announcement, form.cleaned_data["reason"], by)
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("Đã thu hồi %(decision)s.") % {"decision": self.object})
        return redirect(self.address("overview"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            decision=self.object, rows=self.rows, overview_url=self.address("overview"), **kwargs
        )
