"""What an officer does with a dossier: each a POST, each by the table of handling."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from .. import attaching, moving
from ..handling import Action
from ..models import Dossier
from ..models.event import Happening
from ..models.reading import AT_THE_DESK
from ..offered_limits import limits_of
from ..reading import actions_for, note, roles_of
from ..refusals import Reason, Refused
from .page import asked_for


@require_POST
def act(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """A row of the table."""
    dossier = asked_for(request, code)
    roles = {each.value: role for each, role in actions_for(request.user, dossier)}
    if action not in Action.values:
        raise Http404
    text = request.POST.get("text", "")
    if action not in roles:
        return _refused(request, dossier, Reason.NOT_NOW)
    limits = {each.key: each.limit for each in limits_of(dossier)} if action == Action.RECEIVE else {}
    limit = limits.get(request.POST.get("limit", ""))
    if limits and limit is None:  # nobody is promised a day by chance
        return _refused(request, dossier, Reason.LIMIT)
    try:
        files = _uploaded(request, dossier)
        moving.move(
            dossier,
            Action(action),
            roles[action],
            text,
            files,
            officer=request.user.get_username(),
            limit=limit,
        )
    except Refused as refused:
        return _refused(request, dossier, refused.reason)
    messages.success(request, _("Đã ghi: %(action)s.") % {"action": Action(action).label})
    return redirect("dossiers:dossier", dossier.code)


@require_POST
def write(request: HttpRequest, code: str) -> HttpResponse:
    """A message to the dossier's people."""
    dossier = asked_for(request, code)
    text = request.POST.get("text", "")
    if not text.strip():
        return _refused(request, dossier, Reason.EMPTY)
    role = roles_of(request.user, dossier)[0]
    try:
        moving.tell(dossier, Happening.MESSAGE, role, text, officer=request.user.get_username())
    except Refused as refused:
        return _refused(request, dossier, refused.reason)
    messages.success(request, _("Đã gửi tin nhắn."))
    return redirect("dossiers:dossier", dossier.code)


@require_POST
def file(request: HttpRequest, code: str, key: str) -> HttpResponse | StreamingHttpResponse:
    """A file, to be saved; the reading is noted with its purpose."""
    dossier = asked_for(request, code)
    row = dossier.attachments.filter(key=key, token="").first()
    purpose = request.POST.get("purpose", "")
    if row is None or purpose not in AT_THE_DESK or dossier.is_erased:
        raise Http404
    note(dossier, request.user.get_username(), purpose, row.key)
    held = attaching.file_of(row, dossier)
    response = StreamingHttpResponse(attaching.read(row), content_type=held.content_type)
    response["Content-Disposition"] = content_disposition_header(True, held.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _uploaded(request: HttpRequest, dossier: Dossier) -> list[str]:
    """Keys of the files that came with the form. Raises Refused."""
    keys = []
    for each in request.FILES.getlist("files"):
        begun = attaching.begin(dossier, each.name or "", each.size or 0)
        row: Any = begun.attachment
        for piece in each.chunks(attaching.PIECE):
            row = attaching.receive(row, row.received, piece)
        keys.append(row.key)
    return keys


def _refused(request: HttpRequest, dossier: Dossier, reason: Reason) -> HttpResponse:
    messages.error(request, str(reason.label))
    return redirect("dossiers:dossier", dossier.code)
