"""What officers do with subscribers and messages."""

import datetime as dt
from typing import Any

from django.db import transaction

from register import changes, clock

from . import keys, message, sending
from .following import put, waiting
from .models import Delivery, Subscriber

BOTH_KEYS = dt.timedelta(days=1)  # that a former key signs beside the new one


def begin(subscriber: Subscriber, by: Any) -> str:
    """Make a subscriber ready to be saved: it hears of what comes from now on. Returns its signing key, this once."""
    at, key = changes.position(), keys.new()
    subscriber.epoch, subscriber.number = at.epoch, at.head
    subscriber.secret = keys.seal(key)
    subscriber.created_by, subscriber.created_at = by, clock.now()
    return key


def rotate(subscriber: Subscriber) -> str:
    """Give it another signing key. Returns it, this once; the former one holds for a day beside it."""
    key = keys.new()
    try:
        keys.unseal(subscriber.secret)
        former = subscriber.secret
    except keys.Unreadable:
        former = ""
    _set(
        subscriber,
        secret=keys.seal(key),
        former_secret=former,
        former_until=clock.now() + BOTH_KEYS if former else None,
    )
    return key


def pause(subscriber: Subscriber) -> None:
    if not subscriber.is_paused:
        _set(subscriber, state=Subscriber.State.PAUSED, reason=Subscriber.Reason.OFFICER)


def resume(subscriber: Subscriber) -> None:
    """Go on where it stopped, with 48 hours anew. After a restored backup it is told to read the record whole instead:
    what waited belongs to a log that is no more.
    """
    at, now = changes.position(), clock.now()
    with transaction.atomic():
        if subscriber.epoch != at.epoch:
            waiting(subscriber).update(state=Delivery.State.SKIPPED, settled_at=now)
            _set(subscriber, epoch=at.epoch, number=at.head)
            put(subscriber, message.of_restart(at), at.head, at.head, 0)
        _again(waiting(subscriber))
        _set(subscriber, state=Subscriber.State.ACTIVE, reason="")


def resend(delivery: Delivery) -> bool:
    """Send it again, or at once where it waits; under the same id. False for one of a log that is no more."""
    return bool(_again(Delivery.objects.filter(pk=delivery.pk, epoch=changes.epoch())))


def resend_given_up(subscriber: Subscriber, since: dt.datetime) -> int:
    """The same for all that were given up and were made since then."""
    given_up = subscriber.deliveries.filter(state=Delivery.State.GIVEN_UP, epoch=changes.epoch())
    return _again(given_up.filter(created_at__gte=since))


def skip(delivery: Delivery) -> bool:
    """Let the next one pass. False where it is settled already."""
    row = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING)
    return bool(row.update(state=Delivery.State.SKIPPED, settled_at=clock.now()))


def try_out(subscriber: Subscriber) -> sending.Outcome:
    """Send a message that tells nothing, now and beside the others. Raises keys.Unreadable."""
    return sending.send(subscriber, message.new_id(changes.epoch()), message.of_test())


def _again(rows: Any) -> int:
    now = clock.now()
    count: int = rows.update(
        state=Delivery.State.WAITING, attempts=0, counted_from=now, next_attempt_at=now, settled_at=None
    )
    return count


def _set(subscriber: Subscriber, **fields: Any) -> None:
    """Write these fields alone: others are being moved by who sends."""
    for name, value in fields.items():
        setattr(subscriber, name, value)
    subscriber.save(update_fields=list(fields))
