"""The list of the dossiers of one's agencies: nothing personal in it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from register.answer import names
from register.clock import today
from register.naming import agency_names

from ..models import Dossier
from ..reading import agencies_of, dossiers_for
from ..states import State
from ..tracking import is_late
from .guarded import Page

PER_PAGE = 25
WAITING = (State.NEW, State.WITHDRAWAL_ASKED, State.FINISHED)
OPEN = tuple(state for state in State if state not in {State.REFUSED, State.STOPPED, State.HANDED_OVER})
CHOICES = {
    "open": (_("Đang giải quyết"), OPEN),
    "waiting": (_("Chờ bộ phận một cửa"), WAITING),
    "citizen": (_("Chờ người dân"), (State.PAPERS_ASKED, State.PAYMENT_ASKED)),
    "over": (_("Đã kết thúc"), tuple(state for state in State if state not in OPEN)),
}


@dataclass(frozen=True)
class Row:
    dossier: Dossier
    name: str
    agency: str
    is_late: bool


class OfficersOnly(Page, TemplateView):
    """A page for those who are assigned to an agency."""

    header_icon = "folder-open-inverse"

    def allows(self, user: Any) -> bool:
        return bool(agencies_of(user))


class ListView(OfficersOnly):
    template_name = "dossiers/desk/list.html"
    page_title = _("Hồ sơ")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        chosen = asked.get("loc") if asked.get("loc") in CHOICES else "open"
        rows = dossiers_for(self.request.user)
        counts = [(key, label, _chosen(rows, key).count()) for key, (label, _states) in CHOICES.items()]
        code = asked.get("q", "").strip().upper()[:60]
        found = rows.filter(code__contains=code) if code else _chosen(rows, str(chosen))
        page = Paginator(found.order_by(F("due_at").asc(nulls_first=True), "sent_at"), PER_PAGE).get_page(
            asked.get("p")
        )
        return super().get_context_data(
            rows=list(told_rows(list(page))), page=page, choices=counts, chosen="" if code else chosen, q=code, **kwargs
        )


def _chosen(rows: QuerySet[Dossier], key: str) -> QuerySet[Dossier]:
    """What was erased waits for nobody, whatever a restored backup takes its state for."""
    in_state, erased = Q(state__in=CHOICES[key][1]), Q(erasure__isnull=False)
    return rows.filter(in_state | erased if key == "over" else in_state & ~erased)


def told_rows(dossiers: list[Dossier]) -> list[Row]:
    day, locale = today(), get_language() or "vi"
    agencies = agency_names()
    called = names([(each.procedure, day) for each in dossiers], locale)
    return [
        Row(
            each,
            called.get((each.procedure, day), each.procedure),
            agencies.on(each.agency, day, locale),
            is_late(each),
        )
        for each in dossiers
    ]
