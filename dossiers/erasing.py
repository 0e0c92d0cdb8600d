"""Erasing the personal data of a dossier: its key is destroyed, then its files. The facts of it stay, for statistics.

Ended at any point and run again it ends the same: what is erased stands in the journal before, the database changes at
once, and files of what was erased are looked for each time.
"""

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from register import clock

from . import attaching, journal
from .models import Attachment, Dossier, Draft, Erasure, Mention, Notice
from .retaining import Rules
from .tracking import ENDED

log = logging.getLogger(__name__)
BATCH = 200


@dataclass(frozen=True)
class Told:
    """A dossier that is due, and by which rule."""

    dossier: Dossier
    rule: str


def due() -> Iterator[Told]:
    """Those that ended longer ago than they are kept; none where there is no rule."""
    rules, last = Rules(), 0
    if not rules.is_any:
        return
    ended = Dossier.objects.filter(state__in=ENDED, since__lt=rules.earliest, erasure__isnull=True).order_by("pk")
    while batch := list(ended.filter(pk__gt=last).defer("content")[:BATCH]):
        for dossier in batch:
            found = rules.due(dossier)
            if found and found.is_over:
                yield Told(dossier, found.rule)
        last = batch[-1].pk


def erase_due() -> int:
    """How many dossiers were erased; what was begun earlier is ended first. Raises OSError without a journal."""
    remove_files(Attachment.objects.all())
    return replay() + sum(_erase(told.dossier, told.rule, is_due=True) for told in due())


def erase(dossier: Dossier, rule: str, by: str) -> bool:
    """For a lawful request, which `rule` names. Whether it was not erased before. Raises OSError without a journal."""
    return _erase(dossier, rule, by)


def replay() -> int:
    """Erase what the journal names and stands here unerased, as in a restored backup. How many.

    A dossier that was filed after that moment has the code by chance: one that another database gave.
    """
    count, told = 0, {entry.code: entry.at for entry in journal.entries()}
    codes = sorted(told)
    for first in range(0, len(codes), BATCH):
        standing = Dossier.objects.filter(code__in=codes[first : first + BATCH]).exclude(wrapped=b"")
        with override(settings.LANGUAGE_CODE):  # whatever language a command speaks
            rule = _("theo sổ xóa dữ liệu")
        for dossier in standing:
            if dossier.sent_at <= told[dossier.code]:
                count += _erase(dossier, rule, is_noted=True)
    return count


def _erase(dossier: Dossier, rule: str, by: str = "", is_due: bool = False, is_noted: bool = False) -> bool:
    """`is_due`: as far as it still is once it is locked. `is_noted`: it stands in the journal."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(pk=dossier.draft_id or 0).first()
        held = Dossier.objects.select_for_update().get(pk=dossier.pk)
        if held.is_erased or (is_due and (held.state, held.since) != (dossier.state, dossier.since)):
            return False
        now = clock.now()
        if not is_noted:
            journal.append(held.code, now)
        _destroy(held, draft, rule, by, now)
    remove_files(_files_of(held))
    return True


def _destroy(held: Dossier, draft: Draft | None, rule: str, by: str, now: dt.datetime) -> None:
    files = _files_of(held)
    told = files.aggregate(bytes=Sum("received"))
    Erasure.objects.create(
        dossier=held, rule=rule, by=by, files=files.count(), bytes=told["bytes"] or 0, at=now
    )  # fmt: skip
    files.update(name=b"", token="", erased_at=now)
    Mention.objects.filter(dossier=held).delete()
    Notice.objects.filter(dossier=held, ended_at=None).update(
        due_at=None, ended_at=now, outcome=Notice.Outcome.GIVEN_UP
    )
    Dossier.objects.filter(pk=held.pk).update(wrapped=b"", content=b"", look_up="", owner="", body="")
    if draft:
        Draft.objects.filter(pk=draft.pk).update(wrapped=b"", answers=b"", look_up="", owner="")


def _files_of(held: Dossier) -> QuerySet[Attachment]:
    """Those of its draft that nothing named are among them: they have the same key."""
    mine = Q(dossier=held)
    return Attachment.objects.filter(mine | Q(draft=held.draft_id) if held.draft_id else mine)


def remove_files(rows: QuerySet[Attachment]) -> None:
    """The bytes of those that were erased. What cannot be removed now is tried again with the next run."""
    for pk, key in rows.filter(pieces__gt=0).exclude(erased_at=None).values_list("pk", "key"):
        if attaching.remove_bytes(key):
            Attachment.objects.filter(pk=pk).update(pieces=0)
        else:
            log.warning("The sealed pieces of the erased file %s could not be removed.", key)
