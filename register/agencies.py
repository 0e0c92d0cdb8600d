"""Which agencies stand on a day."""

import datetime as dt

from django.db.models import Q, QuerySet

from .models import Agency
from .naming import agency_names, counts


def standing_agencies(day: dt.date) -> QuerySet[Agency]:
    """Those within their days, for which nobody else stands. One query; one more where names are not kept yet."""
    begun = Q(from_on__isnull=True) | Q(from_on__lte=day)
    not_ended = Q(until_on__isnull=True) | Q(until_on__gt=day)
    return Agency.objects.filter(counts(), begun, not_ended).exclude(key__in=agency_names().ended(day))
