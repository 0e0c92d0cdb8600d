"""Counts of pages by day, as the portal tells them every half minute: no address of a reader, no cookie."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from register import clock

from .models import PageVisits

KEPT = dt.timedelta(days=3 * 366)


def add(visits: Mapping[str, int]) -> None:
    """To those of today, all or none."""
    today = clock.today()
    with transaction.atomic():
        # In one order, so that two portals that tell at once do not wait for each other in a ring.
        for path, count in sorted(visits.items()):
            row, is_new = PageVisits.objects.get_or_create(day=today, path=path, defaults={"count": count})
            if not is_new:
                PageVisits.objects.filter(pk=row.pk).update(count=F("count") + count)


def forget_old() -> int:
    return PageVisits.objects.filter(day__lt=clock.today() - KEPT).delete()[0]
