"""Before any page of the desk: is this login over, and is a second factor missing that must be there?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..desk.guard import at_the_desk
from . import factor, sessions

# What the browser does by itself while nobody is there.
BY_ITSELF = {"wagtailadmin_editing_sessions:ping", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
# What somebody without the second factor needs to get one, or to leave.
OPEN = {
    "account_login",
    "account_reauthenticate",
    "login_again",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
}


class Gate:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not at_the_desk(request):
            return None
        if not request.user.is_authenticated:
            return None
        if sessions.is_over(request.session):
            logout(request)  # the view itself then asks for a login, and leads back
            messages.info(request, _("Phiên làm việc đã hết. Hãy đăng nhập lại."))
            return None
        if match.view_name not in BY_ITSELF:
            sessions.touch(request.session)
        if match.view_name in OPEN or factor.has_factor(request.user) or not factor.must_have(request.user):
            return None
        return redirect("mfa_activate_totp")
