"""The one button that makes texts public (Công khai)."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from register import clock
from register.drafts import AlreadyAnnounced, Problem, Refused

from ..announce import announce
from ..jobs import ask_to_announce
from ..models import Decision, Job
from .decision_page import AFTER_SIGNING, DecisionPage, Row, place_of, tab

AT_ONCE = 30  # editions that are announced within the request; more are a worker's


class AnnounceView(DecisionPage, View):
    """GET says what would change on which day, or every problem; POST announces."""

    template_name = "cms/desk/announce.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_announce:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        running = self.job()
        if running and running.is_under_way:
            return self.watch(running)
        if running and running.state == Job.State.FAILED and "viec" in request.GET:
            return self.page([Problem(*told) for told in running.problems])
        try:
            with transaction.atomic():
                announce(self.object, self.by)
                transaction.set_rollback(True)  # a rehearsal: nothing of it is kept
        except AlreadyAnnounced:
            return self.already()
        except Refused as refusal:
            return self.page(refusal.problems)
        return self.page([])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if len(self.editions) > AT_ONCE and not self.announcement:
            ask_to_announce(self.object, request.user)
            return redirect(self.address("announce") + "?viec=1")
        try:
            announcement = announce(self.object, self.by)
        except AlreadyAnnounced:
            return self.already()
        except Refused as refusal:
            return self.page(refusal.problems)
        messages.success(request, _("Đã công khai %(number)s.") % {"number": announcement.number})
        return redirect(self.address("overview"))

    def job(self) -> Job | None:
        """The newest job that announces this decision."""
        return Job.objects.filter(decision=self.object, kind=Job.Kind.ANNOUNCE).last()

    def watch(self, job: Job) -> HttpResponse:
        """How far a worker is; the page asks again by itself, with no script."""
        done, total = job.progress
        context = self.get_context_data(
            decision=self.object,
            job=job,
            done=done,
            total=total,
            overview_url=self.address("overview"),
            header_icon="view",
        )
        response = TemplateResponse(self.request, "cms/desk/announcing.html", context)
        response["Refresh"] = "2"
        return response

    @property
    def by(self) -> str:
        return str(self.request.user.get_username())

    def already(self) -> HttpResponse:
        messages.info(self.request, _("Quyết định này đã công khai, không ghi thêm gì."))
        return redirect(self.address("overview"))

    def page(self, problems: list[Problem]) -> HttpResponse:
        self.object: Any = Decision.objects.select_related("issuer", "department__agency").get(pk=self.object.pk)
        context = self.get_context_data(
            decision=self.object,
            problems=[(problem, self.where(problem)) for problem in problems],
            days=self.days() if not problems else [],
            today=clock.today(),
            overview_url=self.address("overview"),
            header_icon="view",
        )
        return TemplateResponse(self.request, self.template_name, context)

    def get_page_title(self) -> str:
        return _("Công khai %(decision)s") % {"decision": self.object}

    def days(self) -> list[tuple[Any, list[Row]]]:
        """The Vietnamese editions by the day on which each takes effect, in order of days."""
        found = defaultdict(list)
        for row in self.rows:
            found[row.day].append(row)
        return sorted(found.items())

    def where(self, problem: Problem) -> str:
        """Where the problem is mended: the tab with its field."""
        if not problem.code:
            after = problem.field in AFTER_SIGNING
            return self.address("edit") + tab(_("Kiểm soát và sau khi ký") if after else _("Hiệu lực"))
        if problem.field == "confirmed":
            return self.address("confirm")
        return place_of(next((row.url for row in self.rows if row.code == problem.code), ""), problem)
