from celery import shared_task

from . import receiving, visits


@shared_task(name="inbox.tasks.forget_old")
def forget_old() -> None:
    """Each night: what nobody needs any more."""
    receiving.forget_old()
    visits.forget_old()
