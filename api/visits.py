"""How often the portal showed its pages, told by the portal itself. See `inbox.visits`."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from inbox import visits

from .rates import READER, signed_reader

TELLER = "portal"  # in the place of a reader's address
MOST_PAGES, LONGEST, MOST = 1000, 200, 1_000_000


@csrf_exempt
@require_POST
def told(request: HttpRequest) -> HttpResponse:
    """Takes `{"/thu-tuc/1.000001": 3}`. 403 for anybody but the portal, 400 for what is no such count."""
    if signed_reader(request.headers.get(READER, "")) != TELLER:
        return HttpResponse(status=403)
    try:
        counts = json.loads(request.body)
    except ValueError:
        return HttpResponse(status=400)
    if not (isinstance(counts, dict) and len(counts) <= MOST_PAGES and all(map(_is_count, counts.items()))):
        return HttpResponse(status=400)
    visits.add(counts)
    return HttpResponse(status=204)


def _is_count(row: tuple[object, object]) -> bool:
    path, count = row
    is_path = isinstance(path, str) and path.startswith("/") and len(path) <= LONGEST and path.isprintable()
    return is_path and type(count) is int and 0 < count <= MOST
