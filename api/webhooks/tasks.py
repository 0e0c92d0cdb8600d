"""Wake-ups: each asks whether somebody is to be told something, and does nothing when not."""

import datetime as dt
import logging

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from register import clock

from . import following
from .models import Delivery, Subscriber

log = logging.getLogger(__name__)
DELAY = 1  # seconds in which several changes share one wake-up
SWEEP = 60  # seconds between two sweeps; what is due later than that needs no wake-up of its own
KEPT = dt.timedelta(days=30)


@shared_task(name="api.webhooks.tasks.follow")
def follow() -> None:
    """Each minute and after each change. One task for each subscriber, so that a slow one holds up no other."""
    for pk in following.due():
        tell.delay(pk)


@shared_task(name="api.webhooks.tasks.tell")
def tell(pk: int) -> None:
    following.tell(pk)
    subscriber = Subscriber.objects.filter(pk=pk, state=Subscriber.State.ACTIVE, leased_until=None).first()
    moment = following.next_moment(subscriber) if subscriber else None
    if moment and settings.WEBHOOK_WAKE_UP:
        wait = max(0.0, (moment - clock.now()).total_seconds())
        if wait < SWEEP:
            tell.apply_async(args=[pk], countdown=wait)


@shared_task(name="api.webhooks.tasks.forget_old_deliveries")
def forget_old_deliveries() -> None:
    """Each night: what was taken or skipped a month ago. What was given up is kept twice as long, to be sent again."""
    now = clock.now()
    settled = Delivery.objects.filter(state__in=[Delivery.State.DELIVERED, Delivery.State.SKIPPED])
    given_up = Delivery.objects.filter(state=Delivery.State.GIVEN_UP)
    gone = (
        settled.filter(settled_at__lt=now - KEPT).delete()[0]
        + given_up.filter(settled_at__lt=now - 2 * KEPT).delete()[0]
    )
    Subscriber.objects.filter(former_until__lt=now).update(former_secret="", former_until=None)
    if gone:
        log.info("%d old webhook messages were deleted.", gone)


def wake_up(**_kwargs: object) -> None:
    """Ask a worker to follow soon. A lost message costs a minute at most: the sweep finds the rest."""
    if not settings.WEBHOOK_WAKE_UP:
        return
    try:
        if cache.add("webhooks-wake-up", 1, timeout=DELAY):
            follow.apply_async(countdown=DELAY)
    except Exception:  # noqa: BLE001 - announcing must not fail because a cache or a broker is away
        log.warning("No broker took the wake-up; the minute's sweep tells the subscribers.")
