"""Wake-ups: each asks whether there is something to do."""

from celery import shared_task

from . import sweeping


@shared_task(name="dossiers.tasks.sweep")
def sweep() -> None:
    """Each hour."""
    sweeping.forget_drafts()
    sweeping.forget_files()
