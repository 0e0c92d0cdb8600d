"""What nobody sent is kept as long as was promised, and a little longer; what was sent is kept."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from dossiers import attaching, drafting, filing, sweeping
from dossiers.access import Asker
from dossiers.models import Attachment, Draft
from tests.dossiers.build import MAY, attached, begun, sent, whole

pytestmark = pytest.mark.django_db


def files(settings) -> list[str]:
    return sorted(each.parent.name for each in Path(settings.DOSSIER_FILES_DIR).rglob("0*"))


def test_a_draft_goes_a_week_after_its_time_with_its_files(offered, today, settings):
    draft = begun()
    attached(draft.draft)
    today(MAY + dt.timedelta(days=36))
    assert sweeping.forget_drafts() == 0
    today(MAY + dt.timedelta(days=38))
    assert sweeping.forget_drafts() == 1
    assert not Draft.objects.exists() and files(settings) == []


def test_a_draft_that_was_saved_again_stays(offered, today):
    draft = begun()
    today(MAY + dt.timedelta(days=36))
    drafting.save(draft.draft.code, Asker(draft.look_up_code), 0, "{}")
    today(MAY + dt.timedelta(days=40))
    assert sweeping.forget_drafts() == 0


def test_what_was_sent_stays_and_its_draft_leads_to_it(offered, today, settings):
    draft = begun()
    kept, left_over = attached(draft.draft), attached(draft.draft)
    answers = whole(applicant__relation="relative") | {"authorization": {"paper": [kept.answer]}}
    filing.submit(draft.draft.code, Asker(draft.look_up_code), json.dumps(answers))
    today(MAY + dt.timedelta(days=400))
    sweeping.forget_drafts()
    sweeping.forget_files()
    assert Draft.objects.filter(pk=draft.draft.pk).exists()
    assert list(Attachment.objects.values_list("key", flat=True)) == [kept.key] and left_over.key != kept.key
    assert files(settings) == [kept.key]


def test_files_of_a_draft_wait_for_it(offered, today, settings):
    paper = attached(begun().draft)
    today(MAY + dt.timedelta(days=3))
    assert sweeping.forget_files() == 0 and files(settings) == [paper.key]


def test_an_upload_that_never_ended_goes_after_a_day(offered, today):
    attaching.begin(begun().draft, "a.pdf", 10)
    assert sweeping.forget_files() == 0
    today(MAY + dt.timedelta(days=2))
    assert sweeping.forget_files() == 1 and not Attachment.objects.exists()


def test_bytes_without_a_row_go_after_a_day(offered, settings):
    paper = attached(sent()[0])
    Attachment.objects.all().delete()
    folder = Path(settings.DOSSIER_FILES_DIR) / paper.key[:2] / paper.key
    assert folder.is_dir()
    os.utime(folder, (0, 0))
    assert sweeping.forget_files() == 1 and not folder.exists()
