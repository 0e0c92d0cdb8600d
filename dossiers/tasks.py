"""Wake-ups: each asks whether there is something to do."""

import logging
from typing import Any

from celery import shared_task

from . import citizens, erasing, sweeping
from .notices import noting, sending

log = logging.getLogger(__name__)


@shared_task(name="dossiers.tasks.sweep")
def sweep() -> None:
    """Each hour."""
    sweeping.forget_drafts()
    sweeping.forget_files()
    citizens.forget_ended()


@shared_task(name="dossiers.tasks.erase")
def erase() -> None:
    """Each night: what ended longer ago than it is kept."""
    log.info("Personal data of %d dossiers was erased.", erasing.erase_due())


@shared_task(name="dossiers.tasks.tell")
def tell() -> None:
    """Each minute, and after each event that somebody is told of."""
    while sending.send_due():
        pass


def wake_the_teller(**_kwargs: Any) -> None:
    """Ask a worker to look soon. A lost message costs a minute: the sweep finds the rest."""
    try:
        tell.apply_async(countdown=1)
    except Exception:  # noqa: BLE001 - what was filed must not fail because a broker is away
        log.warning("No broker took the wake-up; the minute's sweep tells the people.")


def listen() -> None:
    noting.noted.connect(wake_the_teller, dispatch_uid="dossiers.tasks.wake_the_teller")
