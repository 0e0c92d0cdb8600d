"""Wake-ups: each asks whether the index is behind, and does nothing when it is not."""

import logging

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from . import usage
from .engines import engine
from .popularity import DAYS
from .synchronize import TROUBLES, follow_and_repair, synchronize

log = logging.getLogger(__name__)
DELAY = 1  # seconds in which several changes share one wake-up


@shared_task(name="search.tasks.follow_change_log")
def follow_change_log() -> None:
    try:
        done = synchronize(engine())
    except TROUBLES as error:
        log.warning("The index could not follow the change log: %s. The next sweep tries again.", error)
    else:
        if done:
            log.info("The index followed %d changes.", done)


@shared_task(name="search.tasks.repair_index")
def repair_index() -> None:
    """Each night: compare the whole index with the record by hashes and write again what differs."""
    try:
        _followed, repaired = follow_and_repair(engine())
    except TROUBLES as error:
        log.warning("The index could not be compared with the record: %s. The next night tries again.", error)
    else:
        if repaired:
            log.warning("%d codes differed in the index and were written again.", repaired)


@shared_task(name="search.tasks.forget_old_searches")
def forget_old_searches() -> None:
    """Each night: what was searched more than 90 days ago is nobody's business any more."""
    gone = usage.forget_old()
    if gone:
        log.info("%d searches of more than %d days ago were deleted.", gone, DAYS)


def wake_up(**_kwargs: object) -> None:
    """Ask a worker to follow soon. A lost message costs a minute at most: the sweep finds the rest."""
    if not settings.SEARCH_WAKE_UP:
        return
    try:
        if cache.add("search-wake-up", 1, timeout=DELAY):
            follow_change_log.apply_async(countdown=DELAY)
    except Exception:  # noqa: BLE001 - announcing must not fail because a cache or a broker is away
        log.warning("No broker took the wake-up; the minute's sweep follows the change log.")
