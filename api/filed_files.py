"""Files of drafts and dossiers: `/uploads/<id>` takes one in, `/dossier-files/<id>` gives one to who may open it.

Uploads follow the tus protocol 1.0 (HEAD tells how much is there, PATCH goes on from there), so that its clients can
send them; they begin by `beginUpload`. Codes and tokens stand in headers alone: addresses are written into logs.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dossiers import answering, attaching
from dossiers.models import Attachment, Dossier
from dossiers.receipt import receipt
from dossiers.refusals import Refused

from .context import LOCALES
from .opening import bearer, carried_out, told

Response = TypeVar("Response", bound=HttpResponseBase)
Found = TypeVar("Found")
TUS = "1.0.0"
CODE, LOOK_UP = "X-Dossier", "X-Look-Up-Code"


@csrf_exempt  # the token is no cookie: no foreign page has it
@require_http_methods(["HEAD", "PATCH"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """204 for a piece, 201 with the file for the last one; 404 without the token, 409 for a piece out of place."""
    row = attaching.incoming(key, bearer(request))
    if row is None:
        return _private(HttpResponse(status=404))
    if request.method == "HEAD":
        return _at(HttpResponse(), row)
    if request.content_type != "application/offset+octet-stream":
        return _private(HttpResponse(status=415))
    offset, length = (request.headers.get(name, "") for name in ("Upload-Offset", "Content-Length"))
    if not (offset.isdecimal() and length.isdecimal()) or len(offset) > 15:
        return _private(HttpResponse(status=400))
    if int(length) > attaching.PIECE:
        return _private(HttpResponse(status=413))
    if int(offset) != row.received:
        return _at(HttpResponse(status=409), row)
    try:
        row = attaching.receive(row, int(offset), request.read(attaching.PIECE))
    except Refused as refused:
        refusal = told(refused, locale_of(request))
        return _private(JsonResponse({"reason": refusal.reason, "message": refusal.message}, status=422))
    except ValueError:
        return _at(HttpResponse(status=409), row)
    if row.is_whole:
        return _at(JsonResponse(attaching.file_of(row, row.holder).answer, status=201), row)
    return _at(HttpResponse(status=204), row)


@require_safe
def dossier_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """A file that its dossier's people may read: 404 for all else, whether it exists or not."""

    def find(dossier: Dossier) -> Attachment | None:
        return dossier.attachments.filed().filter(key=key).first()

    return _held(request, find, sent)


@require_safe
def dossier_receipt(request: HttpRequest) -> HttpResponseBase:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, as PDF; 404 before it is received, and for who may not open it."""

    def respond(pdf: bytes) -> HttpResponseBase:
        return saved(HttpResponse(pdf, content_type="application/pdf"), "giay-tiep-nhan.pdf")

    return _held(request, receipt, respond)


def _held(
    request: HttpRequest, find: Callable[[Dossier], Found | None], respond: Callable[[Found], HttpResponseBase]
) -> HttpResponseBase:
    """What is found in the dossier that the headers open; 404 for nothing, 429 where too much was tried."""
    code, look_up = request.headers.get(CODE, ""), request.headers.get(LOOK_UP, "")
    outcome = carried_out(request, code, look_up, locale_of(request), lambda who: find(answering.opened(code, who)))
    if outcome.done is None:
        wait = outcome.refusal and outcome.refusal.wait_seconds
        return _private(HttpResponse(status=429 if wait else 404))
    return respond(outcome.done)


def sent(row: Attachment) -> HttpResponseBase:
    """The file to be saved, never to be shown as a page."""
    file = attaching.file_of(row, row.holder)
    response = StreamingHttpResponse(_whole(row), content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    return saved(response, file.name)


def saved(response: Response, name: str) -> Response:
    """To be saved under that name, never to be shown as a page."""
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return _private(response)


def _whole(row: Attachment) -> Iterator[bytes]:
    yield from attaching.read(row)


def locale_of(request: HttpRequest) -> str:
    asked = request.headers.get("Accept-Language", "")[:2]
    return asked if asked in LOCALES else LOCALES[0]


def _at(response: HttpResponse, row: Attachment) -> HttpResponse:
    response["Tus-Resumable"] = TUS
    response["Upload-Offset"] = str(row.received)
    response["Upload-Length"] = str(row.size)
    return _private(response)


def _private(response: Response) -> Response:
    response["Cache-Control"] = "private, no-store"
    return response
