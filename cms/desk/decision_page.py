"""A decision's page: what it holds, what was announced of it, and the way to announcing."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from register.words import Level

from ..models import Decision, Edition
from ..policy import policy_for
from .editions import state_of, with_state

MAY_ANNOUNCE = "cms.announce_decision"


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


class DecisionPage(BaseObjectMixin, WagtailAdminTemplateMixin):
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


class OverviewView(DecisionPage, TemplateView):
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
