"""`/tep/<sha256>`: files that an announced decision names, and no others."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from register.files import open_public


@require_safe
def public_file(request: HttpRequest, sha256: str) -> FileResponse:
    found = open_public(sha256)
    if found is None:
        raise Http404
    opened, named = found
    response = FileResponse(opened, as_attachment=True, filename=named.name, content_type=named.file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["ETag"] = f'"{sha256}"'
    return response
