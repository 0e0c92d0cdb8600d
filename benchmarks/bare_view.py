"""The yardsticks: a Django view that reads the stored JSON of a document and returns it, and one of given bytes."""

import json
from functools import cache
from pathlib import Path

from config.wsgi import application as application  # loads the settings first

# isort: split
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from api import responses
from api.view import graphql, parsed
from config.urls import urlpatterns as ours
from register.kept import forget_all
from register.models import AnnouncedDocument


def bare(request: HttpRequest, code: str) -> HttpResponse:
    data = AnnouncedDocument.objects.filter(edition__code=code, locale="vi").values_list("data", flat=True).first()
    return HttpResponse(json.dumps({"data": data}, ensure_ascii=False), content_type="application/json; charset=utf-8")


def bytes_at() -> Path:
    """Where the bytes stand."""
    return Path(settings.DATA_DIR) / "same.json"


@cache
def _bytes() -> bytes:
    return bytes_at().read_bytes()


def same(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_bytes(), content_type="application/json; charset=utf-8")


@csrf_exempt
def anew(request: HttpRequest) -> HttpResponse:
    """The product's answer with nothing kept from the request before, the parsed document no more than its texts."""
    forget_all()
    responses.forget()
    parsed.cache_clear()
    return graphql(request)


urlpatterns = [*ours, path("bare/<str:code>", bare), path("same", same), path("graphql-anew", anew)]
