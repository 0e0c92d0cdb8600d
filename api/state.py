"""One word that changes with anything the public may read: who keeps what he made of answers asks for it first."""

import hashlib

from django.http import HttpRequest, HttpResponse

from cms.pages import version
from register import changes, clock


def state(request: HttpRequest) -> HttpResponse:
    """Of the change log, the pages and the legal day. The order of search results is not in it: it moves by itself."""
    raw = f"{changes.position()}|{version.current()}|{clock.today()}"
    response = HttpResponse(hashlib.sha256(raw.encode()).hexdigest()[:32], content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response
