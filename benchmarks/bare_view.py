"""The yardstick: a Django view that reads the stored JSON of a document and returns it."""

import json

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from config.urls import urlpatterns as ours  # noqa: E402
from register.models import AnnouncedDocument  # noqa: E402


def bare(request: HttpRequest, code: str) -> HttpResponse:
    data = AnnouncedDocument.objects.filter(edition__code=code, locale="vi").values_list("data", flat=True).first()
    return HttpResponse(json.dumps({"data": data}, ensure_ascii=False), content_type="application/json; charset=utf-8")


urlpatterns = [*ours, path("bare/<str:code>", bare)]
