"""What every download has: strong ETag, 304 for who has it already, some seconds in shared caches, none of them beyond
midnight in Viet Nam."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified

from register import clock

from .responses import cache_control

SHAPE = 1  # counted up when the shape of a download changes, so that no cache keeps the old one


def etag_of(version: str, kind: str) -> str:
    """A strong ETag. `version` was read before what it stands for, or with it in one snapshot."""
    # The day of today as well: a name that a thing has from some day on is told for earlier days once it has come.
    raw = f"{SHAPE}|{version}|{clock.today()}|{settings.PUBLIC_URL}|{kind}"
    return f'"{hashlib.sha256(raw.encode()).hexdigest()[:32]}"'


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the asker holds it already; a proxy that packs makes the ETag weak."""
    told = request.headers.get("If-None-Match", "")
    return bool({each.strip().removeprefix("W/") for each in told.split(",")} & {etag, "*"})


def stamped(request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `make` gives with its ETag and lifetime, or 304."""
    response = HttpResponseNotModified() if is_known(request, etag) else make()
    response["ETag"] = etag
    response["Cache-Control"] = cache_control()
    return response


def refused(status: int, vietnamese: str, english: str) -> HttpResponse:
    """One sentence in both languages."""
    body = f"{vietnamese}\n{english}\n"
    response = HttpResponse(body, content_type="text/plain; charset=utf-8", status=status)
    response["Cache-Control"] = "private, no-store"
    return response
