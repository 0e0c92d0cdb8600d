"""The page of a decision (quyết định): all that is in it, what is still to be done, and the ways on."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from ..checks import problems_of_decision
from ..together import may_be_sent, waiting_for
from .decision_page import AFTER_SIGNING, DecisionPage, tab

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
            follows=list(self.object.follows.select_related("issuer")),
            urls={name: self.address(name) for name in PAGES},
            **kwargs,
        )

    def tab_of(self, field: str) -> str:
        return tab(_("Kiểm soát và sau khi ký") if field in AFTER_SIGNING else _("Hiệu lực"))

    @property
    def can_be_withdrawn(self) -> bool:
        """Announced, not withdrawn, and none of its days has come."""
        public = self.announcement
        if public is None or getattr(public, "withdrawal", None):
            return False
        return all(row.day and row.day > self.today for row in self.rows)
