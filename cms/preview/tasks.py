"""A wake-up that sweeps; each press of *Xem trước* does the same."""

from celery import shared_task

from .opening import forget_expired


@shared_task(name="cms.preview.tasks.forget_expired_previews")
def forget_expired_previews() -> None:
    forget_expired()
