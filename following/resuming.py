"""After a restored backup, whose log begins a new epoch: nobody is written to until the operator says so.

What was told between backup and loss is not told again: who follows hears of what comes from now on.
"""

from django.db import transaction

from register import changes

from .models import Follower, Following


def resume() -> int:
    """How many followings go on."""
    with transaction.atomic():
        at = changes.position()
        waiting = Following.objects.filter(confirmed_at__isnull=False).exclude(epoch=at.epoch)
        Follower.objects.filter(followings__in=waiting).update(telling=None)
        return waiting.update(epoch=at.epoch, number=at.head)
