"""Citizens' login by OpenID Connect: `/cong-dan/dang-nhap` leads to the sign-on, `/cong-dan/tro-lai` back from it.

The portal passes these addresses on, so that they stand under its own. What must be known again on the way back (state,
nonce, the secret of PKCE) travels in a signed cookie of ten minutes. The portal keeps the token of the login in a
cookie that scripts cannot read, and sends it in `Authorization`.
"""

import logging
import re
from types import SimpleNamespace
from typing import Any

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from joserfc.errors import JoseError

from dossiers.citizens import citizen_of_claims, log_in, log_out, login_is_offered

from . import rates
from .facts import portal
from .opening import bearer

log = logging.getLogger(__name__)
COOKIE, ON_THE_WAY = "cong-dan", "cong-dan-vao"
PATH = "/cong-dan/"
MINUTES = 10
SALT = "citizens' login"
BEGUN = "ho-so-cua-toi"
INSIDE = re.compile(r"/(?![/\\])[\x21-\x7e]*")  # an address of the portal's own
SECONDS = 5  # that the sign-on has for each answer


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """302 to the sign-on. `tiep` is where one goes on afterwards: an address of the portal."""
    if not login_is_offered():
        return HttpResponse(status=404)
    if rates.wait_to_log_in(request):
        return _back("nhieu")
    asked = request.GET.get("tiep", "")
    held: dict[str, Any] = {}
    try:
        response = _client().authorize_redirect(SimpleNamespace(session=held), portal("cong-dan/tro-lai"))
    except (requests.RequestException, OAuthError, ValueError, RuntimeError) as error:
        log.warning("The citizens' sign-on is not there: %s.", type(error).__name__)
        return _back("khong-duoc")
    after = asked[1:] if INSIDE.fullmatch(asked) else BEGUN
    _set(response, ON_THE_WAY, signing.dumps({"session": held, "next": after}, salt=SALT))
    return _private(response)


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """302 to where one wanted to go, logged in; to the login's page, which says so, where it did not work."""
    if not login_is_offered():
        return HttpResponse(status=404)
    try:
        held = signing.loads(request.COOKIES.get(ON_THE_WAY, ""), salt=SALT, max_age=MINUTES * 60)
        asked = SimpleNamespace(session=held["session"], GET=request.GET, method="GET")
        client = _client()
        token = client.authorize_access_token(asked)
        claims = dict(token.get("userinfo") or {})
        told = dict(client.userinfo(token=token)) if client.load_server_metadata().get("userinfo_endpoint") else {}
    except (signing.BadSignature, requests.RequestException, OAuthError, JoseError, ValueError, RuntimeError) as error:
        log.warning("A citizen did not come in: %s.", type(error).__name__)
        return _ended(_back("khong-duoc"))
    # The further claims must be about the same person: OpenID Connect Core 1.0, 5.3.2.
    is_one = bool(claims.get("sub")) and told.get("sub", claims["sub"]) == claims["sub"]
    citizen = citizen_of_claims(claims | told) if is_one else None
    if citizen is None:
        log.warning("A citizen did not come in: the sign-on told nobody.")
        return _ended(_back("khong-duoc"))
    response = HttpResponseRedirect(portal(held["next"]))
    _set(response, COOKIE, log_in(citizen), "/")
    return _ended(response)


@csrf_exempt  # the portal asks, with a token that stands in no cookie here
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """204: this login has ended."""
    log_out(bearer(request))
    return _private(HttpResponse(status=204))


def _client() -> Any:
    """Made for each login: the sign-on's addresses and keys are asked anew, as they may have changed."""
    return OAuth().register(
        "citizens",
        client_id=settings.CITIZEN_CLIENT_ID,
        client_secret=settings.CITIZEN_CLIENT_SECRET,
        server_metadata_url=f"{settings.CITIZEN_ISSUER}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email phone",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )


def _back(why: str) -> HttpResponse:
    return _private(HttpResponseRedirect(portal(f"{BEGUN}?loi={why}")))


def _ended(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(ON_THE_WAY, path=PATH)
    return _private(response)


def _set(response: HttpResponse, name: str, value: str, path: str = PATH) -> None:
    is_secure = settings.PUBLIC_URL.startswith("https:")
    # Lax: one comes back from another site.
    response.set_cookie(name, value, path=path, secure=is_secure, httponly=True, samesite="Lax")


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
