"""The yardsticks of filing: inserts of the same rows with nothing asked, and the same rows told as they are."""

import json
import os
import secrets

from config.wsgi import application as application  # loads the settings first

# isort: split
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.urls import urlpatterns as ours
from dossiers.models import Attachment, Counter, Dossier, DossierEvent, Draft, Mention, Notice
from register import clock

CONTENT = 700  # bytes of the sealed answers that the measured form has


@csrf_exempt
@transaction.atomic
def filing(request: HttpRequest) -> HttpResponse:
    """The rows that a dossier with one person and no file is. Of drafts there are fewer than requests."""
    now, code = clock.now(), secrets.token_hex(12)
    draft = Draft.objects.get(code=json.loads(request.body)["code"])
    Counter.objects.get_or_create(prefix="bare")
    Counter.objects.filter(prefix="bare").update(last=F("last") + 1)
    row = Dossier.objects.create(
        code=code, draft=None, key_number=draft.key_number, wrapped=draft.wrapped, body="1:" + "0" * 64,
        look_up=draft.look_up, procedure=draft.procedure, level=draft.level, edition="-", form=draft.form,
        agency=draft.agency, locale="vi", content=os.urandom(CONTENT), sent_at=now, since=now, last_event=1,
    )  # fmt: skip
    DossierEvent.objects.create(
        dossier=row, number=1, action="sent", state=1, role="citizen", content=os.urandom(60), at=now
    )
    Mention.objects.create(dossier=row, fingerprint="1:" + secrets.token_hex(32))
    Notice.objects.create(dossier=row, event=1, person="applicant", channel="mail", noted_at=now, due_at=now)
    Draft.objects.filter(pk=draft.pk).update(answers=b"", expires_at=now)
    return JsonResponse({"code": code})


@csrf_exempt
def tracking(request: HttpRequest) -> HttpResponse:
    row = Dossier.objects.get(code=json.loads(request.body)["code"])
    events = list(DossierEvent.objects.filter(dossier=row))
    files = list(Attachment.objects.filter(dossier=row))
    told = {
        "code": row.code,
        "state": row.state,
        "since": str(row.since),
        "content": bytes(row.content).hex(),
        "events": [[str(each.at), each.action, bytes(each.content).hex()] for each in events],
        "files": [each.key for each in files],
    }
    return JsonResponse(told)


urlpatterns = [*ours, path("bare-filing", filing), path("bare-tracking", tracking)]
