"""What lasts longer than a request: asked for at the desk, done by a worker, once."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.db import models
from django.dispatch import Signal
from django.utils import translation
from django.utils.translation import gettext as _

from register import clock
from register.drafts import AlreadyAnnounced, Problem, Refused
from register.models import Redaction

from .announce import announce
from .importing.opening import FileError
from .importing.rows import read_rows
from .importing.taking import take
from .models import Decision, Job, PaperFile, Upload
from .papers.asking import fill

log = logging.getLogger(__name__)
KEPT = dt.timedelta(days=1)  # an upload, a document that was made
LEASE = dt.timedelta(minutes=10)  # the longest that a job may take without another worker taking it up

asked = Signal()  # after the row is there; whoever works may listen to be woken


def ask(kind: str, user: Any, decision: Decision | None, **about: Upload | PaperFile | Redaction) -> Job:
    """A job, and a worker that wakes up for it. `about` is the `upload`, the `paper` or the `redaction`
    that it works on."""
    job = Job.objects.create(kind=kind, user=user, decision=decision, asked_at=clock.now(), **about)
    asked.send(Job)
    return job


def ask_to_announce(decision: Decision, user: Any) -> Job:
    """A job that announces; the one that waits or runs already, where there is one."""
    known = Job.objects.filter(kind=Job.Kind.ANNOUNCE, decision=decision, state__in=Job.UNDER_WAY).first()
    return known or ask(Job.Kind.ANNOUNCE, user, decision)


def work() -> int:
    """Do the jobs that wait, and those whose worker died; how many. Two workers never do the same at once."""
    done = 0
    while (job := _claimed()) is not None:
        with translation.override("vi"):
            _do(job)
        done += 1
    return done


def _claimed() -> Job | None:
    now = clock.now()
    ready = models.Q(state=Job.State.WAITING) | models.Q(state=Job.State.RUNNING, lease_until__lt=now)
    for job in Job.objects.filter(ready)[:20]:
        same = Job.objects.filter(ready, pk=job.pk, lease_until=job.lease_until)
        if same.update(state=Job.State.RUNNING, lease_until=now + LEASE):
            return job
    return None


def _do(job: Job) -> None:
    try:
        DOING[job.kind](job)
    except Refused as refusal:
        _end(job, Job.State.FAILED, refusal.problems)
    except Exception:
        log.exception("Job %d failed.", job.pk)
        fault = _("Có lỗi trong hệ thống; không có gì được ghi. Hãy báo người quản trị, số việc: %(n)d.") % {
            "n": job.pk
        }
        _end(job, Job.State.FAILED, [Problem("", "", fault)])
    else:
        _end(job, Job.State.DONE, [])


def _announce(job: Job) -> None:
    """Doing it twice is harmless: what is public already is told so, and nothing is written."""
    assert job.decision  # noqa: S101 - it was asked for with one
    try:
        announce(job.decision, job.user.get_username(), progress=job.tell)
    except AlreadyAnnounced:
        log.info("Job %d: the decision was public already.", job.pk)


def _read(job: Job) -> None:
    upload = job.upload
    assert upload  # noqa: S101 - it was asked for with one
    try:
        upload.rows = [row.plain() for row in read_rows(bytes(upload.content))]
    except FileError as refusal:
        upload.problem = str(refusal)
    upload.save(update_fields=["rows", "problem"])


def _write(job: Job) -> None:
    upload = job.upload
    assert upload  # noqa: S101 - it was asked for with one
    upload.told = take(upload, job.tell)
    upload.content = b""
    upload.save(update_fields=["told", "content"])


def _make(job: Job) -> None:
    assert job.paper  # noqa: S101 - it was asked for with one
    fill(job.paper, job.tell)


def _redact(job: Job) -> None:
    from .redacting import mask_desk  # which asks for jobs itself

    assert job.redaction  # noqa: S101 - it was asked for with one
    mask_desk(job.redaction, job.tell)


def _end(job: Job, state: str, problems: list[Problem]) -> None:
    told = [[problem.code, problem.field, problem.message] for problem in problems]
    Job.objects.filter(pk=job.pk).update(state=state, problems=told, ended_at=clock.now(), lease_until=None)


DOING: dict[str, Callable[[Job], None]] = {
    Job.Kind.ANNOUNCE: _announce,
    Job.Kind.READ: _read,
    Job.Kind.WRITE: _write,
    Job.Kind.PAPER: _make,
    Job.Kind.REDACT: _redact,
}


def forget_uploads() -> int:
    """Uploads older than a day are forgotten, with their jobs; documents that were made as well."""
    gone, _by_model = Upload.objects.filter(uploaded_at__lt=clock.now() - KEPT).delete()
    made, _by_model = PaperFile.objects.filter(asked_at__lt=clock.now() - KEPT).delete()
    return gone + made
