"""The page of a decision (quyết định): all that is in it, what is still to be done, and the ways on."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from ..checks import problems_of_decision
from ..entering import NOT_DONE, State, overtaken, tracked
from ..falling_due import Clock, Clocks, Work
from ..models import Edition
from ..together import may_be_sent, waiting_for
from .decision_page import AFTER_SIGNING, DecisionPage, Row, tab
from .publication_terms import may_set, not_set
from .reports.national import may_note

PAGES = ("announce", "history", "send", "approve", "add_editions", "confirm", "as_public", "withdraw", "annex")


class WorkbenchView(DecisionPage, TemplateView):
    template_name = "cms/desk/decision.html"
    header_icon = "doc-full-inverse"

    def get_page_title(self) -> str:
        return str(self.object)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.announcement or not self.may_write:
            return []
        return [
            HeaderButton(label=_("Thêm nội dung"), url=self.address("add_editions"), icon_name="plus"),
            HeaderButton(
                label=_("Nhập từ tệp"),
                url=f"{reverse('imports:index')}?quyet-dinh={self.object.pk}",
                icon_name="upload",
            ),
            HeaderButton(label=_("Sửa quyết định"), url=self.address("edit"), icon_name="edit"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        public = self.announcement
        bad = [row.pk for row in self.rows if row.is_bad]
        own = [] if public else list(problems_of_decision(self.object))
        return super().get_context_data(
            decision=self.object,
            announcement=public,
            withdrawal=getattr(public, "withdrawal", None) if public else None,
            groups=self.groups,
            editions_count=len(self.rows),
            own_problems=[(problem, self.address("edit") + self.tab_of(problem.field)) for problem in own],
            bad_rows=len(bad),
            approved_count=sum(bool(edition.approved_revision_id) for edition in self.editions),
            confirmed_count=sum(row.confirmed for row in self.rows),
            may_announce=self.may_announce,
            may_write=self.may_write,
            sendable=[] if public else may_be_sent(self.editions, self.request.user, bad, self.states),
            waiting=[] if public else waiting_for(self.editions, self.request.user, self.states),
            may_withdraw=self.may_announce and self.can_be_withdrawn,
            clock=self.clock,
            not_set=self.not_set,
            national=self.national,
            follows=list(self.object.follows.select_related("issuer")),
            urls={name: self.address(name) for name in PAGES},
            **kwargs,
        )

    @cached_property
    def clocks(self) -> Clocks:
        return Clocks()

    @cached_property
    def tracked(self) -> list[Any]:
        """How the province's public texts stand in the national database."""
        if self.announcement is None or not self.announcement.own:
            return []
        return list(tracked(Edition.objects.filter(decision=self.object)))

    @cached_property
    def to_enter(self) -> int:
        waiting = [row for row in self.tracked if row.national_state in NOT_DONE]
        old = overtaken(codes=[row.code for row in waiting]) if waiting else set()
        return sum(row.announced_id not in old for row in waiting)

    @property
    def clock(self) -> Clock | None:
        """Until it has to be public, then until its texts have to be in the national database."""
        decision = self.object
        if decision.issuer_key != settings.PROVINCE_KEY or not (decision.number and decision.signed_on):
            return None
        if self.announcement is None:
            return self.clocks.told(Work.ANNOUNCE, decision.signed_on)
        return self.clocks.told(Work.ENTER, decision.signed_on) if self.to_enter else None

    @property
    def not_set(self) -> Any:
        """For those who act, where nothing is counted since nobody said what law wants."""
        acts = self.may_announce or may_note(self.request.user) or may_set(self.request.user)
        waits = self.to_enter if self.announcement else self.object.number and self.object.signed_on
        return not_set(self.request.user) if acts and waits and self.clocks.since is None else ""

    @property
    def national(self) -> dict[str, Any] | None:
        """How many texts stand how, and the way to them; None where nothing is tracked."""
        if not self.tracked:
            return None
        counts = Counter(row.national_state for row in self.tracked)
        return {
            "counts": [(state.label, counts[state]) for state in State if counts[state]],
            "url": f"{reverse('reports:national')}?decision={self.object.pk}",
        }

    @cached_property
    def rows(self) -> list[Row]:
        states = {row.pk: State(row.national_state).label for row in self.tracked}
        return [
            replace(row, national=states[row.pk], national_url=reverse("reports:national_page", args=[row.pk]))
            if row.pk in states and row.url
            else row
            for row in super().rows
        ]

    def tab_of(self, field: str) -> str:
        return tab(_("Kiểm soát và sau khi ký") if field in AFTER_SIGNING else _("Hiệu lực"))

    @property
    def can_be_withdrawn(self) -> bool:
        """Announced, not withdrawn, and none of its days has come."""
        public = self.announcement
        if public is None or getattr(public, "withdrawal", None):
            return False
        return all(row.day and row.day > self.today for row in self.rows)
