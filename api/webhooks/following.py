"""Telling one subscriber of changes, in their order.

A message is composed only when the one before it is settled: taken, given up, or skipped by an officer. So order needs
no queue to be kept, and who was away for a day hears of it in a few messages. Nothing here holds a transaction while a
message is on its way.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import QuerySet

from outbound import backoff
from register import changes, clock, holding

from . import keys, message, sending
from .lease import Lease, leased
from .models import Delivery, Subscriber

log = logging.getLogger(__name__)
MOST_CHANGES = 100  # in one message
MOST_MESSAGES = 50  # in one run, so that one subscriber does not keep a worker from the others


def due() -> list[int]:
    """Keys of the subscribers for whom there is something to do now."""
    if holding.is_held():
        return []
    active = Subscriber.objects.filter(state=Subscriber.State.ACTIVE)
    return [each.pk for each in active if (moment := next_moment(each)) and moment <= clock.now()]


def next_moment(subscriber: Subscriber) -> dt.datetime | None:
    """When there is something to do for it: a message to send, or changes to make one of."""
    first = waiting(subscriber).first()
    if first:
        return first.next_attempt_at
    at = changes.position()
    behind = subscriber.epoch != at.epoch or subscriber.number < at.head
    return clock.now() if behind else None


def waiting(subscriber: Subscriber) -> QuerySet[Delivery]:
    return Delivery.objects.filter(subscriber=subscriber, state=Delivery.State.WAITING).order_by("pk")


def behind(subscriber: Subscriber) -> int:
    """Changes of the log, at most, that it has not been told of."""
    first, at = waiting(subscriber).first(), changes.position()
    told = first.first - 1 if first else subscriber.number
    return max(0, at.head - told) if subscriber.epoch == at.epoch else at.head


def tell(pk: int) -> None:
    """Send what is due, one after the other. Does nothing while somebody else is at it."""
    with leased(pk) as lease:
        for _ in range(MOST_MESSAGES):
            if not (lease and _tell_next(lease)):
                break


def _tell_next(lease: Lease) -> bool:
    """Whether a message was taken or skipped, so that the next may follow."""
    subscriber = lease.renewed()
    if subscriber is None or holding.is_held():
        return False
    if subscriber.epoch != changes.epoch():
        _pause(lease, Subscriber.Reason.EPOCH)
        return False
    delivery = waiting(subscriber).first() or compose(lease, subscriber)
    if delivery is None or delivery.next_attempt_at > clock.now():
        return False
    return _attempt(lease, subscriber, delivery)


def compose(lease: Lease, subscriber: Subscriber) -> Delivery | None:
    """A message of the next changes that the subscriber wants to hear. Its cursor moves in the same transaction."""
    while found := changes.since(subscriber.number, MOST_CHANGES):
        told = [each for each in found if not subscriber.kinds or each.kind in subscriber.kinds]
        before, subscriber.number = subscriber.number, found[-1].number
        with transaction.atomic():
            if not lease.held().filter(number=before).update(number=subscriber.number):
                return None
            if told:
                body = message.of_changes(subscriber.epoch, told, subscriber.number)
                return put(subscriber, body, told[0].number, told[-1].number, len(told))
    return None


def put(subscriber: Subscriber, body: str, first: int, last: int, count: int) -> Delivery:
    """Write a message down, due at once."""
    now = clock.now()
    return Delivery.objects.create(
        subscriber=subscriber,
        message_id=message.new_id(subscriber.epoch),
        epoch=subscriber.epoch,
        first=first,
        last=last,
        count=count,
        body=body,
        created_at=now,
        counted_from=now,
        next_attempt_at=now,
    )


def _attempt(lease: Lease, subscriber: Subscriber, delivery: Delivery) -> bool:
    """Send it, and write down what came of it. The next attempt is written down before: whoever is killed in between
    leaves a message that is sent again, under the same id, and not at once for ever.
    """
    now, row = clock.now(), waiting(subscriber).filter(pk=delivery.pk)
    attempts, counted_from = delivery.attempts + 1, delivery.counted_from
    planned = backoff.next_attempt(attempts, counted_from, now)
    if not row.update(attempts=attempts, tried_at=now, next_attempt_at=planned):
        return True  # skipped by an officer just now
    try:
        outcome = sending.send(subscriber, delivery.message_id, delivery.body)
    except keys.Unreadable:
        _pause(lease, Subscriber.Reason.KEY)
        return False
    seen = {"outcome": outcome.code, "status": outcome.status}
    if outcome.is_taken:
        row.update(**seen, state=Delivery.State.DELIVERED, settled_at=clock.now())
    elif outcome.status == sending.GONE:
        row.update(**seen)
        _pause(lease, Subscriber.Reason.GONE)
    elif backoff.is_over(counted_from, now):
        row.update(**seen, state=Delivery.State.GIVEN_UP, settled_at=clock.now())
        log.warning("%s to subscriber %s was given up.", delivery.message_id, subscriber.pk)
    else:
        again = backoff.next_attempt(attempts, counted_from, now, outcome.retry_after)
        row.update(**seen, next_attempt_at=again)
    return outcome.is_taken


def _pause(lease: Lease, reason: Subscriber.Reason) -> None:
    lease.held().update(state=Subscriber.State.PAUSED, reason=reason)
    log.warning("Subscriber %s is paused: %s.", lease.pk, reason.value)
