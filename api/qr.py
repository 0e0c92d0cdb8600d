"""`/ma-qr/<code>.svg`: the address of a procedure's page on the portal, to scan from a screen or from paper."""

import io
import re
from functools import lru_cache

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from register.answer import answer
from register.words import Scope

from .conditional import etag_of, stamped
from .export import BadQuestion, question
from .facts import portal

DOSSIER = re.compile(r"[A-Z0-9][A-Z0-9.\-]{4,59}")


@require_safe
def procedure_svg(request: HttpRequest, code: str) -> HttpResponseBase:
    """Of any public procedure that was ever announced, because its page answers for good; `locale=en` leads to the
    English page."""
    try:
        day, locale = question(request)
    except BadQuestion as bad:
        return bad.response
    found = answer(code, day)
    if found is None or found.scope != Scope.PUBLIC:
        raise Http404
    address = portal(f"{'' if locale == 'vi' else f'{locale}/'}thu-tuc/{found.code}")
    response = stamped(
        request, etag_of(address, "qr"), lambda: HttpResponse(svg(address), content_type="image/svg+xml")
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
def dossier_svg(request: HttpRequest, code: str) -> HttpResponseBase:
    """Of a dossier's code alone, which opens nothing; whether there is one is not looked up."""
    if not DOSSIER.fullmatch(code):
        raise Http404
    response = stamped(request, etag_of(code, "qr"), lambda: HttpResponse(svg(code), content_type="image/svg+xml"))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@lru_cache(maxsize=500)  # some 3 kB each
def svg(address: str) -> bytes:
    """Black on white, with the quiet zone of four modules that ISO/IEC 18004 asks for; no style and no script."""
    file = io.BytesIO()
    segno.make_qr(address, error="m").save(
        file, kind="svg", border=4, light="white", xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return file.getvalue()
