"""Mending an announced text: one asks with a reason, another corrects, both texts stay readable."""

import datetime as dt

import pytest

from cms.announce import announce
from cms.correcting import ask, begin_correction, correct
from cms.models import CorrectionRequest, Edition
from register.answer import answer
from register.drafts import Refused
from register.models import AnnouncedEdition, Correction
from tests import build

from .conftest import digest
from .forms import edition_form, page

pytestmark = pytest.mark.django_db

CODE = "1.000001"
DAY = dt.date(2024, 4, 1)


@pytest.fixture
def public(control):
    decision = build.decision("5/QĐ-UBND", effective_on=DAY)
    row = build.edition(decision, name="Đăng ký khai sinh", conditions="Sai một chữ", transition="Cũ giữ cũ")
    announce(decision, "minh")
    row.refresh_from_db()
    return row


def mended_draft(source, **fields):
    draft = begin_correction(source)
    for field, value in fields.items():
        setattr(draft, field, value)
    draft.save()
    draft.save_revision(clean=False)
    return draft


def asked(draft, by="lan", **told):
    return ask(draft, by, **{"kind": "entry", "reason": "Gõ sai so với phụ lục"} | told)


def test_lan_asks_and_minh_corrects_and_the_public_reads_the_right_words(public):
    draft = mended_draft(public, conditions="Đúng một chữ")
    correct(asked(draft), "minh")
    edition = answer(CODE).edition
    assert (edition.data["conditions"], edition.data["transition"], edition.corrected) == (
        "Đúng một chữ",
        "Cũ giữ cũ",
        True,
    )
    row = Correction.objects.get()
    assert (row.author, row.confirmed_by, row.reason) == ("lan", "minh", "Gõ sai so với phụ lục")
    assert AnnouncedEdition.objects.get().documents.get().data["conditions"] == "Sai một chữ"


def test_a_wrong_day_is_corrected_and_the_text_stays(public):
    correct(asked(mended_draft(public, effective_on=dt.date(2024, 5, 1))), "minh")
    row = Correction.objects.get()
    assert (row.effective_on, row.data) == (dt.date(2024, 5, 1), None)
    assert answer(CODE, dt.date(2024, 4, 15)).state == "not_yet_in_force"


@pytest.mark.parametrize("by", ["lan"])
def test_nobody_confirms_what_she_asked_for(public, by):
    request = asked(mended_draft(public, conditions="Khác"), by=by)
    with pytest.raises(Refused):
        correct(request, by)
    assert not Correction.objects.exists()


def test_what_was_changed_after_asking_is_asked_again(public):
    draft = mended_draft(public, conditions="Đúng một chữ")
    request = asked(draft)
    draft.conditions = "Chữ khác nữa"
    draft.save()
    with pytest.raises(Refused) as refusal:
        correct(CorrectionRequest.objects.get(pk=request.pk), "minh")
    assert [problem.field for problem in refusal.value.problems] == ["text"]
    assert not Correction.objects.exists()


def test_a_correction_may_be_corrected(public):
    correct(asked(mended_draft(public, conditions="Đúng hơn")), "minh")
    again = mended_draft(public, conditions="Đúng hẳn")
    assert again.conditions == "Đúng hẳn"
    correct(asked(again), "minh")
    assert answer(CODE).edition.data["conditions"] == "Đúng hẳn"


def test_a_draft_of_a_correction_is_begun_once_and_is_no_row_of_the_decision(public, announcer, client):
    one, other = begin_correction(public), begin_correction(public)
    assert one.pk == other.pk
    client.force_login(announcer)
    html = client.get(f"/quan-tri/snippets/cms/decision/page/{public.decision_id}/").content.decode()
    assert html.count(f"<b>{CODE}</b>") + html.count(f">{CODE}</a>") == 1


def test_nothing_is_corrected_that_is_not_public(control):
    with pytest.raises(Refused):
        begin_correction(build.edition(build.decision()))


def test_the_way_through_the_desk(public, lan, announcer, client):
    client.force_login(lan)
    opened = client.post(page(public, "begin-correction"))
    draft = Edition.objects.get(corrects_key=public.announced_key)
    assert opened.url == page(draft)
    html = client.get(page(draft)).content.decode()
    assert "Đề nghị đính chính" in html and "Trình kiểm soát" not in html
    form = edition_form(draft, conditions="Đúng một chữ", transition="Cũ giữ cũ")
    assert client.post(page(draft), form).status_code == 302
    shown = client.get(page(draft, "correction")).content.decode()
    assert "<ins>Đúng</ins>" in shown and "Xác nhận đính chính" not in shown
    client.post(page(draft, "correction"), {"kind": "document", "reason": "Theo công văn"})
    assert not CorrectionRequest.objects.exists()  # a letter has a number and a day
    client.post(page(draft, "correction"), {"kind": "entry", "reason": "Gõ sai"})
    before = digest("register_")
    client.post(page(draft, "correction"), {"correct": "1"})
    assert digest("register_") == before  # Lan asked, and may not announce
    client.force_login(announcer)
    assert "Xác nhận đính chính" in client.get(page(draft, "correction")).content.decode()
    client.post(page(draft, "correction"), {"correct": "1"})
    assert answer(CODE).edition.data["conditions"] == "Đúng một chữ"
    assert Edition.objects.get(pk=draft.pk).announced_key  # it is closed now


def test_an_unchanged_draft_asks_for_nothing(public, lan, client):
    draft = begin_correction(public)
    client.force_login(lan)
    client.post(page(draft, "correction"), {"kind": "entry", "reason": "Không có gì"})
    assert not CorrectionRequest.objects.exists()
