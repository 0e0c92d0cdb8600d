"""Remarks at the fields of a draft, as the editor's page shows them: in its side panel and at each field."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.generic.base import BaseObjectMixin

from register import clock

from ..models import Edition
from ..remarks import may_remark, remark, settle


def told(draft: Edition, user: Any) -> dict[str, Any]:
    """What the script of the page draws: all remarks, oldest first, and whether this user may say something.

    `draft` is the edition as its newest revision has it, in which a block has its number.
    """
    return {
        "mayWrite": may_remark(user, draft),
        "remarks": [
            {
                "id": row.pk,
                "place": row.place,
                "label": row.place_label(draft),
                "text": row.text,
                "author": row.author_name,
                "at": date_format(row.made_at.astimezone(clock.ZONE), "H:i d/m/Y"),
                "settledBy": row.settled_by,
            }
            for row in draft.remarks.all()
        ],
    }


class RemarksView(BaseObjectMixin, View):
    """GET tells all; POST adds one (`place`, `text`) or settles one (`settle`). Answers are JSON."""

    model = Edition

    def get_object(self) -> Any:
        return super().get_object().get_latest_revision_as_object()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        return JsonResponse(told(self.object, request.user))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if not may_remark(request.user, self.object):
            raise PermissionDenied
        asked = request.POST.get("settle", "")
        if asked:
            settle(get_object_or_404(self.object.remarks, pk=asked if asked.isdecimal() else 0), request.user)
            return JsonResponse(told(self.object, request.user))
        try:
            remark(self.object, request.POST.get("place", ""), request.POST.get("text", ""), request.user)
        except ValidationError:
            sentence = _now("Hãy viết ý kiến, nhiều nhất 2.000 chữ, ở một mục của nội dung.")
            return JsonResponse({"error": sentence}, status=400)
        return JsonResponse(told(self.object, request.user))


class RemarksSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Ý kiến")
        icon_name = "comment"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"count": self.panel.open_count}

    name = "remarks"
    title = _("Ý kiến")
    template_name = "cms/desk/remarks_panel.html"
    order = 160

    def __init__(self, draft: Edition, request: Any) -> None:
        super().__init__(draft, request)
        self.told = told(draft, request.user)
        self.open_count = sum(not each["settledBy"] for each in self.told["remarks"])

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        address = reverse(self.object.snippet_viewset.get_url_name("remarks"), args=[self.object.pk])
        return super().get_context_data(parent_context) | {"remarks": self.told, "remarks_url": address}
