from celery import shared_task

from . import receiving


@shared_task(name="inbox.tasks.forget_old")
def forget_old() -> None:
    """Each night: after twelve months nobody needs it any more."""
    receiving.forget_old()
