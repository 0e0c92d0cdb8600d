"""A decision as the public will see it on its days, before anything of it is public."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from register import changes
from register.answer import Answer, answers
from register.compare import compare
from register.document import EMPTY
from register.drafts import AlreadyAnnounced, Refused
from register.naming import agency_names, sector_names

from ..announce import announce
from ..models import Decision
from .decision_page import DecisionPage


@dataclass(frozen=True)
class Seen:
    """What a citizen reads of one code on a day of the decision, and the day before."""

    row: Any
    before: Answer | None
    after: Answer | None
    differences: list[Any]


class AsPublicView(DecisionPage, TemplateView):
    """A rehearsal: the decision is announced, read as the public reads, and rolled back."""

    template_name = "cms/desk/as_public.html"
    header_icon = "view"

    def get_page_title(self) -> str:
        return _("Người dân sẽ thấy – %(decision)s") % {"decision": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problems: list[Any] = []
        days: list[tuple[dt.date, list[Seen]]] = []
        try:
            days = self.rehearsed()
        except Refused as refusal:
            problems = refusal.problems
        return super().get_context_data(
            decision=self.object,
            problems=problems,
            days=days,
            today=self.today,
            overview_url=self.address("overview"),
            **kwargs,
        )

    def rehearsed(self) -> list[tuple[dt.date, list[Seen]]]:
        """Before it is signed, as if it were signed today; what is not approved yet as it stands."""
        decision = Decision.objects.select_related("issuer", "department__agency").get(pk=self.object.pk)
        decision.number = decision.number or f"DU-THAO-{decision.pk}"
        decision.signed_on = decision.signed_on or self.today
        if not decision.default_effective_on:
            decision.effective_on = decision.signed_on
        with transaction.atomic():
            with suppress(AlreadyAnnounced):
                announce(decision, self.request.user.get_username(), controlled=False)
            found = self.read(decision.default_effective_on or decision.signed_on)
            transaction.set_rollback(True)
        return found

    def read(self, default: dt.date) -> list[tuple[dt.date, list[Seen]]]:
        agencies, sectors = agency_names(), sector_names()
        found = []
        for day in sorted({row.day or default for row in self.rows}):
            rows = [row for row in self.rows if (row.day or default) == day]
            codes = [row.code for row in rows]
            with changes.reading():
                after, before = answers(codes, day), answers(codes, day - dt.timedelta(days=1))

            def name_of(kind: str, key: str, day: dt.date = day) -> str:
                return str((sectors if kind == "sector" else agencies).on(key, day))

            found.append(
                (
                    day,
                    [
                        Seen(row, one, other, compare(_text(one), _text(other), name_of))
                        for row in rows
                        for one, other in [(before.get(row.code), after.get(row.code))]
                    ],
                )
            )
        return found


def _text(answer: Answer | None) -> dict[str, Any]:
    return answer.edition.data if answer and answer.edition else EMPTY
