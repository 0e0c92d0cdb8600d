"""The one place where the desk's rights are enforced: every request is asked here before any view runs.

Wagtail and wagtail-localize check rights view by view, some of them only for the model as a whole. A row of another
department does not exist for its reader: 404, by GET and POST alike. What is announced is read only, for all.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.db.models import Model, ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from ..models import AnnouncedError, Decision, Edition, Guide, IntakeForm, Procedure
from ..policy import policy_for
from .asked import asked_rows

READING = {"GET", "HEAD", "OPTIONS"}
# Views that write nothing of the row itself, or that ask for a right of their own.
ASK_THEMSELVES = {
    "announce",
    "announce_translation",
    "approve",
    "annex",
    "confirm",
    "correction",
    "release",
    "remarks",
    "review_translation",
    "send",
    "take_back",
    "withdraw",
    "workflow_action",
    "collect_workflow_action_data",
    "confirm_workflow_cancellation",
}
HARMLESS = {"preview_on_edit", "submit_snippet_translation", "update_translations", "ping", "chosen", "chosen_multiple"}
# What acts on a public decision; each tells itself where it may not.
ON_WHAT_IS_PUBLIC = {"announce", "annex", "begin_correction", "withdraw"}
# Pages that offer what is refused once a row is public.
CLOSED_WHEN_PUBLIC = {"delete", "revisions_revert", "unpublish", "revisions_unschedule"}
# Reports list titles of every department.
REPORTS = {"wagtailadmin_reports", "wagtail_localize"}


class Guard:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not at_the_desk(request) or not request.user.is_authenticated:
            return None
        user, name = request.user, match.url_name or ""
        if match.namespace in REPORTS and "/reports/" in request.path and not user.is_superuser:
            raise Http404
        for row in asked_rows(request):
            policy = policy_for(type(row))
            if policy is None or not policy.may_see(user, row):
                raise Http404
            with in_language_of(user):
                refusal = why_not(row, name, request.method or "GET")
            if refusal:
                messages.error(request, refusal)
                return redirect(page_of(row))
            if request.method in READING or name in ASK_THEMSELVES | HARMLESS:
                continue
            if not policy.user_has_permission_for_instance(user, "delete" if name == "delete" else "change", row):
                return permission_denied(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A row announced or used between page and click: words, not a fault."""
        if not at_the_desk(request) or not isinstance(exception, AnnouncedError | ProtectedError):
            return None
        with in_language_of(request.user):
            messages.error(request, public_words() if isinstance(exception, AnnouncedError) else in_use_words())
        return redirect("wagtailadmin_home")


def in_language_of(user: Any) -> AbstractContextManager[None]:
    """Wagtail speaks a user's language within its own views alone; what is said around them does it by this."""
    profile = getattr(user, "wagtail_userprofile", None)
    return override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE)


def at_the_desk(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))


def public_words() -> str:
    return _("Quyết định đã công khai: chỉ quyết định khác hoặc đính chính mới thay đổi được nội dung này.")


def in_use_words() -> str:
    return _("Không xóa được: còn nội dung theo quyết định đang dùng mục này.")


def why_not(row: Model, name: str, method: str) -> str:
    """Why this view may not act on the row: it is public, or others stand on it. "" where nothing speaks against it."""
    closed = name in CLOSED_WHEN_PUBLIC or (name == "edit" and isinstance(row, Decision))
    writes = method not in READING and name not in HARMLESS | ON_WHAT_IS_PUBLIC
    if not (closed or writes):
        return ""
    if isinstance(row, Edition) and row.announced_key:
        return public_words()
    if isinstance(row, Decision) and row.announcement():
        return public_words()
    if name == "delete" and isinstance(row, Guide) and row.released():
        return _("Hướng dẫn đang công khai: hãy rút lại trước khi xóa.")
    if name == "delete" and isinstance(row, IntakeForm) and row.released():
        return _("Mẫu đơn đang công khai: hãy rút lại trước khi xóa.")
    if name == "delete" and isinstance(row, Decision | Procedure) and row.editions.exists():
        return in_use_words()
    return ""


def page_of(row: Any) -> str:
    viewset = row.snippet_viewset
    return reverse(
        viewset.get_url_name("overview" if isinstance(row, Decision | Guide | IntakeForm) else "edit"), args=[row.pk]
    )
