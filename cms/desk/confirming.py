"""Comparing a decision row by row with its signed annex (đối chiếu phụ lục)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from .. import confirming
from .decision_page import DecisionPage


class ConfirmView(DecisionPage, TemplateView):
    """GET shows the rows beside the signed copy; POST keeps which of them are those of the annex."""

    template_name = "cms/desk/confirm.html"
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_announce:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Đối chiếu phụ lục – %(decision)s") % {"decision": self.object}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not (self.object.number and self.object.signed_on and self.object.file):
            messages.error(request, _("Hãy ghi số, ngày ký và đưa bản ký lên trước khi đối chiếu."))
            return redirect(self.address("confirm"))
        ticked = set(request.POST.getlist("row"))
        approved = [
            edition.with_content_json(edition.approved_revision.content)
            for edition in self.editions
            if edition.approved_revision
        ]
        newly = [row for row in approved if str(row.pk) in ticked and not row.is_confirmed]
        confirming.confirm(newly, request.user.get_username())
        confirming.take_back(row for row in approved if str(row.pk) not in ticked and row.confirmed_text)
        left = len(self.editions) - len(ticked & {str(row.pk) for row in approved})
        if left:
            told = ngettext("Còn %(n)d dòng chưa đối chiếu.", "Còn %(n)d dòng chưa đối chiếu.", left) % {"n": left}
            messages.warning(request, told)
            return redirect(self.address("confirm"))
        messages.success(request, _("Đã đối chiếu tất cả các dòng."))
        return redirect(self.address("overview"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        approved = {edition.pk for edition in self.editions if edition.approved_revision_id}
        return super().get_context_data(
            decision=self.object,
            groups=self.groups,
            approved=approved,
            ready=bool(self.object.number and self.object.signed_on and self.object.file),
            overview_url=self.address("overview"),
            edit_url=self.address("edit"),
            **kwargs,
        )
