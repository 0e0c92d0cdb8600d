"""Sending all drafts of a decision, and approving those that wait for this officer, in one go."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import TaskState

from ..together import approve, may_be_sent, send, waiting_for
from .decision_page import DecisionPage


class SendView(DecisionPage, TemplateView):
    """POST sends every draft that this user may send and that has no errors; GET leads to the decision."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.address("overview"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        bad = [row.pk for row in self.rows if row.is_bad]
        chosen = may_be_sent(self.editions, request.user, bad, self.states)
        send(chosen, request.user, self.address("overview"))
        told = ngettext("Đã trình %(n)d nội dung.", "Đã trình %(n)d nội dung.", len(chosen)) % {"n": len(chosen)}
        (messages.success if chosen else messages.warning)(request, told)
        if bad:
            left = ngettext(
                "%(n)d nội dung còn việc phải sửa nên chưa trình.",
                "%(n)d nội dung còn việc phải sửa nên chưa trình.",
                len(bad),
            )
            messages.warning(request, left % {"n": len(bad)})
        return redirect(self.address("overview"))


class ApproveView(DecisionPage, TemplateView):
    """GET lists what waits for this officer, with the way to each text; POST approves those that were ticked."""

    template_name = "cms/desk/approve.html"
    header_icon = "check"

    def get_page_title(self) -> str:
        return _("Duyệt – %(decision)s") % {"decision": self.object}

    @cached_property
    def waiting(self) -> dict[int, TaskState]:
        return waiting_for(self.editions, self.request.user, self.states)

    def value_of(self, pk: int) -> str:
        """What is ticked is the step and the text that stood on the page: a newer one is read first."""
        return f"{self.waiting[pk].pk}:{self.revisions[pk]}"

    @cached_property
    def revisions(self) -> dict[int, Any]:
        return {edition.pk: edition.latest_revision_id for edition in self.editions}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        ticked = set(request.POST.getlist("row"))
        chosen = [state for pk, state in self.waiting.items() if self.value_of(pk) in ticked]
        approve(chosen, request.user, self.address("overview"))
        told = ngettext("Đã duyệt %(n)d nội dung.", "Đã duyệt %(n)d nội dung.", len(chosen)) % {"n": len(chosen)}
        (messages.success if chosen else messages.warning)(request, told)
        if len(chosen) < len(ticked):
            messages.warning(request, _("Có nội dung vừa được sửa hoặc đã qua bước này: hãy xem lại rồi đánh dấu."))
        return redirect(self.address("approve" if len(self.waiting) > len(chosen) else "overview"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            (row, self.value_of(row.pk), state.task.name)
            for row in self.rows
            for state in [self.waiting.get(row.pk)]
            if state
        ]
        return super().get_context_data(
            decision=self.object, waiting=rows, overview_url=self.address("overview"), **kwargs
        )
