"""The page of a dossier: what is not personal at once, the rest by a press that names the purpose and is noted."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .. import tracking
from ..handling import Action, move_of
from ..models import Dossier
from ..models.event import DEEDS
from ..models.reading import AT_THE_DESK, Purpose
from ..offered_limits import limits_of
from ..reading import actions_for, contents, dossiers_for, note
from ..states import State
from .lists import OfficersOnly, told_rows

RESULTS = {Action.FINISH, Action.HAND_OVER}


class DossierPage(OfficersOnly):
    template_name = "dossiers/desk/dossier.html"
    page_title = _("Hồ sơ")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the personal data."""
        purpose = request.POST.get("purpose", "")
        dossier = asked_for(request, kwargs["code"])
        if purpose not in AT_THE_DESK or dossier.is_erased:
            return self.get(request, *args, **kwargs)
        note(dossier, request.user.get_username(), purpose)
        locale = get_language() or "vi"
        return self.render_to_response(
            self.get_context_data(
                purpose=purpose,
                contents=contents(dossier, locale),
                history=tracking.history(dossier),
                **kwargs,
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dossier = asked_for(self.request, kwargs["code"])
        (row,) = told_rows([dossier])
        events = list(dossier.events.all())
        states = [State(event.state) for event in events]
        acts = [
            {
                "key": action.value,
                "label": action.label,
                "tells": move_of(states, action, role).tells,
                "limits": limits_of(dossier) if action == Action.RECEIVE else [],
                "files": action in RESULTS,
            }
            for action, role in actions_for(self.request.user, dossier)
        ]
        return super().get_context_data(
            dossier=dossier,
            row=row,
            events=[(event, dict(DEEDS)[event.action]) for event in events],
            acts=acts,
            notices=[(row, dict(DEEDS)[events[row.event - 1].action]) for row in dossier.notices.order_by("pk")],
            purposes=AT_THE_DESK.items(),
            suggested=Purpose.RECEIVE.value if dossier.state == State.NEW else Purpose.HANDLE.value,
            **kwargs,
        )

    def get_page_subtitle(self) -> str:
        return str(self.kwargs["code"])


def asked_for(request: HttpRequest, code: str) -> Dossier:
    """404 for what is not of the user's agencies, whether it exists or not."""
    if not code.isprintable():
        raise Http404
    return get_object_or_404(dossiers_for(request.user), code=code)
