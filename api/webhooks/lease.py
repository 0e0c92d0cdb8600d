"""Who sends to a subscriber: one worker at a time. What a killed worker held ends by itself.

A row is claimed by one UPDATE, which both databases do alike. A lock would be held while a message is on its way.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from register import clock

from .models import Subscriber

LEASE = dt.timedelta(seconds=60)  # many times what a message may take


@dataclass(frozen=True)
class Lease:
    """The right to send to one subscriber, held for a minute from each renewal."""

    pk: int
    token: str

    def held(self) -> QuerySet[Subscriber]:
        """The subscriber's row, while the lease is held and it is not paused."""
        return Subscriber.objects.filter(pk=self.pk, lease=self.token, state=Subscriber.State.ACTIVE)

    def renewed(self) -> Subscriber | None:
        """The subscriber as it is now; None when another took over or it was paused."""
        if not self.held().update(leased_until=clock.now() + LEASE):
            return None
        return self.held().first()


@contextmanager
def leased(pk: int) -> Iterator[Lease | None]:
    """One UPDATE decides who gets it, on both databases."""
    now = clock.now()
    free = Subscriber.objects.filter(Q(leased_until=None) | Q(leased_until__lte=now), pk=pk)
    lease = Lease(pk, uuid.uuid4().hex)
    if not free.update(lease=lease.token, leased_until=now + LEASE):
        yield None
        return
    try:
        yield lease
    finally:
        Subscriber.objects.filter(pk=pk, lease=lease.token).update(lease="", leased_until=None)
