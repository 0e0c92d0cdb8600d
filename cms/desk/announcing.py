"""A decision's page and the one button that makes texts public (Công khai)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.coreutils import safe_snake_case

from register import clock
from register.drafts import AlreadyAnnounced, Problem, Refused
from register.words import Level

from ..announce import announce
from ..models import Decision, Edition
from ..policy import policy_for
from .editions import state_of, with_state

MAY_ANNOUNCE = "cms.announce_decision"
SECOND_TAB = {"form", "base_key", "effective_on", "transition", "successors", "equal_days", "standing_reason"}
AFTER_SIGNING = {"number", "signed_on", "file", "confirmed"}


def _tab(heading: str) -> str:
    return f"#tab-{safe_snake_case(heading)}"


@dataclass(frozen=True)
class Row:
    """One edition as the decision's page shows it. `name` and `url` are empty for one of another department."""

    code: str
    name: str
    change: str
    levels: str
    day: Any
    state: Any
    url: str
    locale: str


class _DecisionView(BaseObjectMixin, WagtailAdminTemplateMixin):
    model = Decision
    index_url_name = ""

    @cached_property
    def announcement(self) -> Any:
        return self.object.announcement()

    @cached_property
    def may_announce(self) -> bool:
        return self.request.user.has_perm(MAY_ANNOUNCE)

    @cached_property
    def rows(self) -> list[Row]:
        policy = policy_for(Edition)
        assert policy is not None  # noqa: S101 - editions are guarded
        seen = set(policy.seen_by(self.request.user).filter(decision=self.object).values_list("pk", flat=True))
        rows = with_state(Edition.objects.filter(decision=self.object)).select_related("procedure", "locale")
        return [self._row(edition, edition.pk in seen) for edition in rows.order_by("procedure__code", "locale_id")]

    def _row(self, edition: Any, seen: bool) -> Row:
        edition.decision = self.object
        return Row(
            code=edition.procedure.code,
            name=edition.name if seen else _("(của đơn vị khác)"),
            change=edition.get_change_display(),
            levels=", ".join(str(Level(level).label) for level in edition.levels),
            day=edition.effective_day,
            state=state_of(edition),
            url=edition.snippet_viewset.address("edit", edition) if seen else "",
            locale=edition.locale.language_code,
        )

    def address(self, name: str) -> str:
        return self.object.snippet_viewset.address(name, self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        list_url = reverse(self.object.snippet_viewset.get_url_name("list"))
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": list_url, "label": _("Quyết định công bố")},
            {"url": self.address("overview"), "label": str(self.object)},
        ]


class OverviewView(_DecisionView, TemplateView):
    """What the decision holds, what was announced of it, and the way to announcing."""

    template_name = "cms/desk/decision.html"
    header_icon = "doc-full-inverse"

    def get_page_title(self) -> str:
        return str(self.object)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.announcement:
            return []
        return [HeaderButton(label=_("Sửa quyết định"), url=self.address("edit"), icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            decision=self.object,
            announcement=self.announcement,
            rows=self.rows,
            editions_count=sum(row.locale == "vi" for row in self.rows),
            may_announce=self.may_announce,
            announce_url=self.address("announce"),
            history_url=self.address("history"),
            **kwargs,
        )


class AnnounceView(_DecisionView, View):
    """GET says what would change on which day, or every problem; POST announces."""

    template_name = "cms/desk/announce.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_announce:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
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
        try:
            announcement = announce(self.object, self.by)
        except AlreadyAnnounced:
            return self.already()
        except Refused as refusal:
            return self.page(refusal.problems)
        messages.success(request, _("Đã công khai %(number)s.") % {"number": announcement.number})
        return redirect(self.address("overview"))

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
            if row.locale == "vi":
                found[row.day].append(row)
        return sorted(found.items())

    def where(self, problem: Problem) -> str:
        """Where the problem is mended: the tab with its field."""
        if not problem.code:
            after = problem.field in AFTER_SIGNING
            return self.address("edit") + _tab(_("Sau khi ký") if after else _("Hiệu lực"))
        url = next((row.url for row in self.rows if row.code == problem.code and row.locale == "vi"), "")
        return url and url + _tab(_("Quyết định và hiệu lực") if problem.field in SECOND_TAB else _("Nội dung"))
