"""What is kept no longer: drafts that nobody sent, files that nothing names, files without a row."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction

from register import clock

from .attaching import remove, remove_bytes
from .models import Attachment, Draft

GRACE = dt.timedelta(days=7)  # that an expired draft is still there
UNNAMED = dt.timedelta(hours=24)  # that a file waits to be named by what is sent


def forget_drafts() -> int:
    """Drafts that were not sent and are over, with their files. How many."""
    over = Draft.objects.filter(dossier=None, expires_at__lt=clock.now() - GRACE)
    count = 0
    for pk in over.values_list("pk", flat=True):
        with transaction.atomic():
            draft = Draft.objects.select_for_update().filter(pk=pk).first()
            if draft is None or hasattr(draft, "dossier") or draft.expires_at >= clock.now() - GRACE:
                continue  # saved or sent at this moment
            keys = list(draft.attachments.values_list("key", flat=True))
            draft.delete()
            count += 1
        for key in keys:
            remove_bytes(key)
    return count


def forget_files() -> int:
    """Files that nothing names: of a draft once it was sent, of a dossier after a day, begun and never finished; and
    bytes without a row. How many."""
    before = clock.now() - UNNAMED
    unnamed = Attachment.objects.filter(event=None, begun_at__lt=before)
    rows = [*unnamed.filter(draft=None), *unnamed.filter(draft__dossier__isnull=False), *unnamed.exclude(token="")]
    for row in {row.pk: row for row in rows}.values():
        remove(row)
    return len({row.pk for row in rows}) + _forget_folders(before)


def _forget_folders(before: dt.datetime) -> int:
    folders = [folder for folder in Path(settings.DOSSIER_FILES_DIR).glob("??/*") if _changed(folder) < before]
    named = set(Attachment.objects.filter(key__in=[each.name for each in folders]).values_list("key", flat=True))
    for folder in folders:
        if folder.name not in named:
            remove_bytes(folder.name)
    return sum(folder.name not in named for folder in folders)


def _changed(folder: Path) -> dt.datetime:
    return dt.datetime.fromtimestamp(folder.stat().st_mtime, dt.UTC)
