"""Wake-ups of the desk: each asks whether there is something to do, and does nothing where there is not."""

import logging
from typing import Any

from celery import shared_task

from . import jobs, mailing, telling

log = logging.getLogger(__name__)


@shared_task(name="cms.tasks.send_letters")
def send_letters() -> None:
    while mailing.send_due():
        pass


@shared_task(name="cms.tasks.work_on_jobs")
def work_on_jobs() -> None:
    jobs.work()


@shared_task(name="cms.tasks.forget_uploads")
def forget_uploads() -> None:
    jobs.forget_uploads()


@shared_task(name="cms.tasks.tell_of_reviews")
def tell_of_reviews() -> None:
    telling.reviews_are_due()


@shared_task(name="cms.tasks.forget_old_letters")
def forget_old_letters() -> None:
    mailing.forget_old()


def wake(task: Any, countdown: int) -> None:
    """Ask a worker to look soon. A lost message costs a minute: the sweep finds the rest."""
    try:
        task.apply_async(countdown=countdown)
    except Exception:  # noqa: BLE001 - nothing at the desk may fail because a broker is away
        log.warning("No broker took the wake-up of %s; the minute's sweep does it.", task.name)


def wake_the_sender(**_kwargs: Any) -> None:
    wake(send_letters, 1)


def wake_the_worker(**_kwargs: Any) -> None:
    wake(work_on_jobs, 0)


def listen() -> None:
    """Hear of letters and jobs in every process that writes them."""
    mailing.written.connect(wake_the_sender, dispatch_uid="cms.tasks.wake_the_sender")
    jobs.asked.connect(wake_the_worker, dispatch_uid="cms.tasks.wake_the_worker")
