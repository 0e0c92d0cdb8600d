"""Files: `/tep/<sha256>` those that an announced decision or a guide names, the others those of live pages."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from cms.pages.files import Size, public_document, public_rendition
from register.files import open_public

from .responses import SHARED


@require_safe
def public_file(request: HttpRequest, sha256: str) -> FileResponse:
    found = open_public(sha256)
    if found is None:
        raise Http404
    opened, name, kind = found
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["ETag"] = f'"{sha256}"'
    return response


@require_safe
def page_image(request: HttpRequest, file_hash: str, size: str) -> FileResponse:
    """`/anh/<hash>/<size>`: an image that a live page shows, at one of the sizes there are."""
    if size.upper() not in Size.names:
        raise Http404
    rendition = public_rendition(file_hash, Size[size.upper()])
    if rendition is None:
        raise Http404
    response = FileResponse(rendition.file.open("rb"), content_type="image/webp")
    return _guarded(response, f"{file_hash}-{size}")


@require_safe
def page_document(request: HttpRequest, file_hash: str) -> FileResponse:
    """`/tai-lieu/<hash>`: a document that a live page names, of a type that its bytes tell."""
    found = public_document(file_hash)
    if found is None:
        raise Http404
    row, kind = found
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.filename, content_type=kind)
    return _guarded(response, file_hash)


def _guarded(response: FileResponse, etag: str) -> FileResponse:
    """A page may be taken down, so nobody keeps its files for longer than answers."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = f"public, max-age={SHARED}"
    response["ETag"] = f'"{etag}"'
    return response
