"""Wake-ups of the desk: each asks whether there is something to do, and does nothing where there is not."""

import logging
from typing import Any

from celery import shared_task

from . import mailing

log = logging.getLogger(__name__)


@shared_task(name="cms.tasks.send_letters")
def send_letters() -> None:
    while mailing.send_due():
        pass


@shared_task(name="cms.tasks.forget_old_letters")
def forget_old_letters() -> None:
    mailing.forget_old()


def wake_up(**_kwargs: Any) -> None:
    """Ask a worker to send soon. A lost message costs a minute: the sweep finds the rest."""
    try:
        send_letters.apply_async(countdown=1)
    except Exception:  # noqa: BLE001 - nothing at the desk may fail because a broker is away
        log.warning("No broker took the wake-up; the minute's sweep sends the letters.")


mailing.written.connect(wake_up, dispatch_uid="cms.tasks.wake_up")
