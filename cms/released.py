"""How the rows of a workbench stand to what the control office released of them."""

from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Subquery, Value, When


def with_release(rows: QuerySet[Any], same: QuerySet[Any]) -> QuerySet[Any]:
    """Adds `released_at` (None where nothing was), `is_public` and `is_edited`; `same` are the releases of a row."""
    newest = same.order_by("-id")
    ended = Case(When(data__isnull=True, then=Value(True)), default=False, output_field=BooleanField())
    return rows.annotate(
        released_at=Subquery(newest.values("released_at")[:1]),
        taken_back=Subquery(newest.annotate(ends=ended).values("ends")[:1]),
    ).annotate(is_public=Q(released_at__isnull=False, taken_back=False), is_edited=Q(updated_at__gt=F("released_at")))
