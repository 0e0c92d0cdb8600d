"""Whether the process lives, and whether it may be given requests."""

from functools import cache

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from register import guards


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> JsonResponse:
    """503 while the database is away or a guard of the public record is missing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        holes = guards.missing() or list(_proved())
    except DatabaseError:
        return JsonResponse({"status": "database away"}, status=503)
    if holes:
        return JsonResponse({"status": "public record unguarded", "holes": holes}, status=503)
    return JsonResponse({"status": "ready"})


@cache
def _proved() -> tuple[str, ...]:
    """Proving takes the write lock, so once a process; that the triggers stand is asked each time."""
    return tuple(guards.prove())
