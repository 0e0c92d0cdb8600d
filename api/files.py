"""Files: `/tep/<sha256>` those that an announced decision or a guide names, the others those of live pages.

A page may be taken down, and a file with personal data in it as well, so nobody keeps one for longer than answers.
"""

from collections.abc import Callable
from typing import IO, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from cms.pages.files import Size, public_document, public_rendition
from register.files import path_of, public_name

from .conditional import stamped


@require_safe
def public_file(request: HttpRequest, sha256: str) -> HttpResponseBase:
    found = public_name(sha256)
    if found is None:
        raise Http404
    name, kind = found
    return _sent(
        request, sha256, lambda: path_of(sha256).open("rb"), as_attachment=True, filename=name, content_type=kind
    )


@require_safe
def page_image(request: HttpRequest, file_hash: str, size: str) -> HttpResponseBase:
    """`/anh/<hash>/<size>`: an image that a live page shows, at one of the sizes there are."""
    if size.upper() not in Size.names:
        raise Http404
    rendition = public_rendition(file_hash, Size[size.upper()])
    if rendition is None:
        raise Http404
    return _sent(request, f"{file_hash}-{size}", lambda: rendition.file.open("rb"), content_type="image/webp")


@require_safe
def page_document(request: HttpRequest, file_hash: str) -> HttpResponseBase:
    """`/tai-lieu/<hash>`: a document that a live page names, of a type that its bytes tell."""
    found = public_document(file_hash)
    if found is None:
        raise Http404
    row, kind = found
    return _sent(
        request, file_hash, lambda: row.file.open("rb"), as_attachment=True, filename=row.filename, content_type=kind
    )


def _sent(request: HttpRequest, etag: str, opened: Callable[[], IO[Any]], **told: Any) -> HttpResponseBase:
    response = stamped(request, f'"{etag}"', lambda: FileResponse(opened(), **told))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
