"""Wake-ups: each asks whether somebody is to be written to, and does nothing where not."""

import logging
from typing import Any

from celery import shared_task

from . import asking, daily, letters

log = logging.getLogger(__name__)


@shared_task(name="following.tasks.send_letters")
def send_letters() -> None:
    """Each minute, and after each form."""
    while letters.send_due():
        pass


@shared_task(name="following.tasks.tell_followers")
def tell_followers() -> None:
    """Each minute: a worker that was away in the morning tells when it is back."""
    while daily.send_due():
        pass


@shared_task(name="following.tasks.forget_unconfirmed")
def forget_unconfirmed() -> None:
    asking.forget_unconfirmed()


def wake_the_sender(**_kwargs: Any) -> None:
    """Ask a worker to look soon. A lost message costs a minute: the sweep finds the rest."""
    try:
        send_letters.apply_async(countdown=1)
    except Exception:  # noqa: BLE001 - a form must not fail because a broker is away
        log.warning("No broker took the wake-up; the minute's sweep sends the letter.")


def listen() -> None:
    asking.asked.connect(wake_the_sender, dispatch_uid="following.tasks.wake_the_sender")
