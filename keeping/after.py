"""manage.py after_restore: the restored log is not taken for the lost one, and nobody is written to."""

from django.contrib.sessions.models import Session
from django.core.cache import cache

from api.webhooks import acting
from api.webhooks.models import Subscriber
from dossiers import erasing, numbering
from following.resuming import resume
from register import changes, holding


def end_sessions() -> None:
    """Logins that had ended since the backup would live again."""
    Session.objects.all().delete()


# In this order. The index needs no step: it holds the epoch, and is built anew where that differs. What was erased
# since the backup stands in it again, and is erased again.
STEPS = (holding.hold, changes.renew_epoch, end_sessions, cache.clear, numbering.jump, erasing.replay)


def after_restore() -> None:
    for step in STEPS:
        step()


def release() -> tuple[int, int]:
    """Letters and webhooks go out again. How many followings and subscribers go on.

    Followers hear of what is announced from now on; subscribers are told to read the record whole. Whom an officer had
    paused stays so.
    """
    followed = resume()
    waiting = [
        row
        for row in Subscriber.objects.exclude(epoch=changes.epoch())
        if not row.is_paused or row.reason == Subscriber.Reason.EPOCH
    ]
    for row in waiting:
        acting.resume(row)
    holding.release()
    return followed, len(waiting)
