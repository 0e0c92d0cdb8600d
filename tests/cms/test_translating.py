"""Translating at the desk: the memory, what a new edition changes, the terms, and the second reader."""

import datetime as dt
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms import memory, reviewing
from cms.announce import announce, announce_translation
from cms.beginning import begin_from_text_in_force
from cms.desk.roles import PROOFREADING, TRANSLATING
from cms.drafting import listed, stream
from cms.glossary import Glossary, shipped
from cms.likeness import near
from cms.models import Edition, Letter, MemoryEntry, Term, TranslationReview
from cms.segments import offer, read
from register.answer import answer
from register.drafts import Refused
from register.models import AnnouncedDocument
from tests import build

WORKER = """
import django
django.setup()
from cms.drafting import stream
from cms.models import Edition
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
act = {"number": "60/2014/QH13", "title": "Luật Hộ tịch", "issued_on": None, "issuer": "Quốc hội"}
edition = Edition(name="Khai sinh", legal_basis=stream("act", [act]))
print("|".join(each.string.data for each in extract_segments(edition) if isinstance(each, StringSegmentValue)))
"""


def test_a_worker_cuts_texts_as_the_desk_does():
    """It announces, and never loads what the desk's pages load."""
    done = subprocess.run([sys.executable, "-c", WORKER], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[-2].split("|") == ["Khai sinh", "Luật Hộ tịch"]


pytestmark = pytest.mark.django_db

CODE, OTHER = "1.000001", "1.000002"
STEP, PAPER = "Nộp hồ sơ tại bộ phận một cửa.", "Nhận kết quả."
ENGLISH = {
    STEP: "File the dossier at the one-stop desk.",
    PAPER: "Collect the result.",
    "Luật Hộ tịch": "Law on Civil Status",
}


def member(name: str, group: str) -> Any:
    user = build.person(name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def thu(control: Any) -> Any:
    """Thu translates."""
    return member("thu", TRANSLATING)


@pytest.fixture
def nga(control: Any) -> Any:
    """Nga reads what was translated."""
    return member("nga", PROOFREADING)


def begin(edition: Edition) -> Translation:
    """As *Dịch* in the list does."""
    source, _made = TranslationSource.update_or_create_from_instance(edition)
    row = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    row.save_target(publish=False)
    return row


def draft_of(translation: Translation) -> Edition:
    return Edition.objects.get(pk=translation.get_target_instance().pk)


def url(translation: Translation, more: str = "") -> str:
    return f"/quan-tri/ban-dich/{translation.pk}/{more}"


def typed(client: Any, translation: Translation, words: dict[str, str], action: str = "save", **more: str) -> str:
    """Types translations into the page, by their Vietnamese sentence, and presses a button. Returns the next page."""
    page = client.get(url(translation)).context["page"]
    data = {f"thay-{each.pk}": each.seen for each in page}
    data |= {f"cau-{each.pk}": words.get(each.source, each.text) for each in page}
    return client.post(url(translation), data | {"action": action} | more, follow=True).content.decode()


def whole(edition: Edition) -> dict[str, str]:
    return {**ENGLISH, edition.name: "Registration"}


def approved(client: Any, thu: Any, nga: Any, edition: Edition) -> Translation:
    """Translated by Thu and approved by Nga, at their pages."""
    translation = begin(edition)
    client.force_login(thu)
    typed(client, translation, whole(edition), "send")
    decide(client, nga, translation, "approve")
    return translation


def decide(client: Any, user: Any, translation: Translation, action: str, **more: str) -> str:
    client.force_login(user)
    context = client.get(url(translation, "duyet/")).context
    data = {"action": action, "seen": context["seen"], **more}
    return client.post(url(translation, "duyet/"), data, follow=True).content.decode()


def states(translation: Translation) -> list[str]:
    rows = TranslationReview.objects.filter(edition=draft_of(translation))
    return list(rows.values_list("state", flat=True))


# -- The second reader -------------------------------------------------------------------------------------------------


def test_a_translation_is_written_by_one_approved_by_another_and_then_announced(thu, nga, minh, client):
    decision = build.decision()
    edition = build.edition(decision, CODE)
    announce(decision, "minh")
    translation = approved(client, thu, nga, edition)
    assert states(translation) == ["approved"]
    client.force_login(minh)
    assert "Công khai bản dịch" in client.get(url(translation)).content.decode()
    assert "Đã công khai bản dịch." in client.post(url(translation, "cong-khai/"), follow=True).content.decode()
    read = answer(CODE, locale="en")
    assert (read.name, read.edition.data["steps"][0]["text"]) == ("Registration", ENGLISH[STEP])
    told = [each.action for each in registry.get_logs_for_instance(draft_of(translation)).order_by("timestamp", "pk")]
    assert [each for each in told if each.startswith("cms.translation")] == [
        reviewing.SENT, reviewing.APPROVED, "cms.translation_announced",
    ]  # fmt: skip


def test_without_approval_it_is_not_announced_and_nothing_says_it_may(thu, minh, client):
    decision = build.decision()
    edition = build.edition(decision, CODE)
    announce(decision, "minh")
    translation = begin(edition)
    client.force_login(thu)
    typed(client, translation, whole(edition), "send")
    with pytest.raises(Refused, match="chưa được duyệt"):
        announce_translation(draft_of(translation))
    client.force_login(minh)
    assert "Công khai bản dịch" not in client.get(url(translation)).content.decode()
    assert "chưa được duyệt" in client.post(url(translation, "cong-khai/"), follow=True).content.decode()
    assert not AnnouncedDocument.objects.filter(locale="en").exists()


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_change_after_approval_needs_approval_anew(thu, nga, client, by_hand):
    decision = build.decision()
    edition = build.edition(decision, CODE)
    announce(decision, "minh")
    translation = approved(client, thu, nga, edition)
    row = draft_of(translation)
    if by_hand:
        row.reception = "Room 3"
        row.save()
    else:
        client.force_login(thu)
        typed(client, translation, {edition.name: "Another name"})
    with pytest.raises(Refused, match="sửa sau khi duyệt"):
        announce_translation(draft_of(translation))
    if not by_hand:
        typed(client, translation, {}, "send")
        decide(client, nga, translation, "approve")
        announce_translation(draft_of(translation))
        assert answer(CODE, locale="en").name == "Another name"


def test_it_is_not_approved_for_a_vietnamese_text_that_says_something_else(thu, nga, client):
    edition = build.edition(build.decision(), CODE)
    translation = approved(client, thu, nga, edition)
    assert reviewing.is_approved(draft_of(translation))
    edition.reception = "Phòng 3"
    edition.save()
    assert not reviewing.is_approved(draft_of(translation))


def test_the_day_of_a_text_is_no_word_of_it(thu, nga, client):
    edition = build.edition(build.decision(), CODE)
    translation = approved(client, thu, nga, edition)
    edition.effective_on = dt.date(2026, 5, 1)
    edition.save()
    assert reviewing.is_approved(draft_of(translation))


def test_announcing_a_decision_takes_approved_translations_along_and_leaves_the_others(thu, nga, client, province):
    decision = build.decision()
    ready, open_one = build.edition(decision, CODE), build.edition(decision, OTHER)
    approved(client, thu, nga, ready)
    translation = begin(open_one)
    client.force_login(thu)
    typed(client, translation, whole(open_one))
    announce(decision, "minh")
    assert list(AnnouncedDocument.objects.filter(locale="en").values_list("edition__code", flat=True)) == [CODE]
    assert not draft_of(translation).announced_key


def test_nobody_approves_what_she_wrote_or_sent(thu, nga, minh, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    thu.groups.add(Group.objects.get(name=PROOFREADING))
    nga.groups.add(Group.objects.get(name=TRANSLATING))
    client.force_login(thu)
    typed(client, translation, whole(edition))
    client.force_login(nga)
    typed(client, translation, {}, "send")
    for user in (thu, nga):
        assert "không tự duyệt" in decide(client, user, translation, "approve")
    assert states(translation) == ["waiting"]
    decide(client, minh, translation, "approve")  # the control office reads translations too
    assert states(translation) == ["approved"]


def test_who_may_only_translate_does_not_approve(thu, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    typed(client, translation, whole(edition), "send")
    other = member("bich", TRANSLATING)
    client.force_login(other)
    seen = reviewing.words(draft_of(translation))
    assert client.post(url(translation, "duyet/"), {"action": "approve", "seen": seen}).status_code in {302, 403}
    assert states(translation) == ["waiting"]


def test_what_comes_back_has_a_reason_and_tells_who_sent_it(thu, nga, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    typed(client, translation, whole(edition), "send")
    assert Letter.objects.filter(to=nga.email, subject__contains="chờ duyệt").exists()
    assert not Letter.objects.filter(to=thu.email).exists()
    assert "Hãy ghi lý do" in decide(client, nga, translation, "return")
    decide(client, nga, translation, "return", comment="Sai tên luật")
    assert states(translation) == ["returned"]
    letter = Letter.objects.get(to=thu.email)
    assert "bị trả lại" in letter.subject and "Sai tên luật" not in letter.body
    client.force_login(thu)
    assert "Sai tên luật" in client.get(url(translation)).content.decode()
    typed(client, translation, {}, "send")
    assert states(translation) == ["returned", "waiting"]


def test_what_was_changed_under_the_readers_eyes_is_not_approved(thu, nga, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    typed(client, translation, whole(edition), "send")
    client.force_login(nga)
    seen = client.get(url(translation, "duyet/")).context["seen"]
    client.force_login(thu)
    typed(client, translation, {edition.name: "Newer"}, "send")
    client.force_login(nga)
    answered = client.post(url(translation, "duyet/"), {"action": "approve", "seen": seen}, follow=True)
    assert "vừa được sửa" in answered.content.decode()
    assert states(translation) == ["waiting"]


def test_an_unfinished_translation_is_not_sent(thu, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    assert "Còn 2 câu chưa dịch." in typed(client, translation, {edition.name: "Registration"}, "send")
    assert states(translation) == []


def test_the_reader_finds_it_at_home_and_the_list_tells_it(thu, nga, client):
    edition = build.edition(build.decision("", signed_on=None), CODE)
    translation = begin(edition)
    client.force_login(thu)
    typed(client, translation, whole(edition), "send")
    client.force_login(nga)
    assert url(translation, "duyet/") in client.get("/quan-tri/").content.decode()
    assert "Chờ duyệt bản dịch" in client.get("/quan-tri/snippets/cms/edition/").content.decode()


def test_two_who_type_at_once_do_not_overwrite_each_other(thu, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    page = client.get(url(translation)).context["page"]
    name = next(each for each in page if each.source == edition.name)
    typed(client, translation, {edition.name: "First"})
    data = {f"cau-{name.pk}": "Second", f"thay-{name.pk}": name.seen, "action": "save"}
    told = client.post(url(translation), data, follow=True).content.decode()
    assert "vừa được người khác sửa" in told and ">Second</textarea>" in told and "Câu đang lưu: First" in told
    assert StringTranslation.objects.get(translation_of__data=edition.name).data == "First"
    assert "Đã lưu 1 câu." in typed(client, translation, {edition.name: "Second"})


def test_a_sentence_that_is_too_long_is_not_saved_and_not_lost(thu, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    long = "x" * 20_001
    told = typed(client, translation, {edition.name: long, STEP: ENGLISH[STEP]})
    assert "quá dài" in told and long in told
    assert list(StringTranslation.objects.values_list("data", flat=True)) == [ENGLISH[STEP]]


def test_a_segment_of_another_text_is_not_written_through_this_page(thu, client):
    first, second = (begin(build.edition(build.decision(), code)) for code in (CODE, OTHER))
    client.force_login(thu)
    foreign = StringSegment.objects.filter(source=second.source).first()
    client.post(url(first), {f"cau-{foreign.pk}": "Foreign", f"thay-{foreign.pk}": "x", "action": "save"})
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("more", ["", "duyet/", "cong-khai/"])
def test_another_department_sees_no_translation(thu, tuan, client, method, more):
    translation = begin(build.edition(build.decision(), CODE, name="BÍ MẬT"))
    client.force_login(tuan)
    response = getattr(client, method)(url(translation, more), {"action": "send"})
    assert response.status_code == 404 and "BÍ MẬT" not in response.content.decode()


# -- The memory --------------------------------------------------------------------------------------------------------


def test_only_approved_translations_are_remembered(thu, nga, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    typed(client, translation, whole(edition), "send")
    assert not MemoryEntry.objects.exists()
    decide(client, nga, translation, "approve")
    kept = dict(MemoryEntry.objects.values_list("string__data", "data"))
    assert kept == {source: whole(edition)[source] for source in (edition.name, STEP, "Luật Hộ tịch")}


def test_a_sentence_translated_once_is_offered_everywhere_and_filled_in_one_click(thu, nga, client):
    approved(client, thu, nga, build.edition(build.decision(), CODE, steps=[STEP, PAPER]))
    second = build.edition(build.decision("2/QĐ-UBND"), OTHER, steps=[PAPER, "Câu mới."])
    translation = begin(second)
    client.force_login(thu)
    assert ENGLISH[PAPER] in client.get(url(translation)).content.decode()
    told = typed(client, translation, {}, "fill")
    assert "Đã điền 2 câu từ bộ nhớ dịch." in told
    counted = memory.counted(translation)
    assert (counted.all, counted.untranslated, counted.marked) == (4, 2, 2)
    assert draft_of(translation).steps[0].value["text"] == ENGLISH[PAPER]
    told = typed(client, translation, {second.name: "N", "Câu mới.": "New."}, "send")
    assert "Còn 2 câu lấy từ bộ nhớ dịch chưa xem lại." in told
    marked = {f"xem-{each.pk}": "on" for each in read(translation) if each.is_marked}
    typed(client, translation, {}, "send", **marked)
    assert states(translation) == ["waiting"]


def test_the_newest_approved_translation_is_offered_first(thu, nga, client):
    for number, words in enumerate(("Old words.", "New words."), 1):
        edition = build.edition(build.decision(f"{number}/QĐ-UBND"), f"1.00001{number}", steps=[PAPER])
        translation = begin(edition)
        client.force_login(thu)
        typed(client, translation, whole(edition) | {PAPER: words}, "send")
        decide(client, nga, translation, "approve")
    third = begin(build.edition(build.decision("3/QĐ-UBND"), OTHER, steps=[PAPER]))
    segments = read(third)
    offer(third, thu, segments)
    assert next(each for each in segments if each.source == PAPER).exact == ["New words.", "Old words."]


def test_what_is_nearly_the_same_is_shown_with_the_difference_marked(thu, nga, client):
    said = "Nộp một bộ hồ sơ gồm tờ khai và bản sao giấy tờ tùy thân tại bộ phận một cửa của xã."
    first = build.edition(build.decision(), CODE, steps=[said])
    translation = begin(first)
    client.force_login(thu)
    typed(client, translation, whole(first) | {said: "File one dossier at the commune."}, "send")
    decide(client, nga, translation, "approve")
    other = begin(build.edition(build.decision("2/QĐ-UBND"), OTHER, steps=[said.replace("xã", "phường")]))
    client.force_login(thu)
    page = client.get(url(other)).content.decode()
    assert "File one dossier at the commune." in page
    assert "<del>xã</del><ins>phường</ins>" in page
    assert near({1: "Hoàn toàn khác hẳn mọi thứ"}, [(said, "x")]) == {1: []}


def test_the_memory_tells_no_sentence_of_a_draft_that_the_translator_may_not_see(thu, nga, tuan, client):
    secret = "Nộp một bộ hồ sơ mật gồm tờ khai và bản sao giấy tờ tùy thân tại bộ phận một cửa."
    draft = build.edition(build.decision("", signed_on=None), CODE, steps=[secret, PAPER])
    translation = begin(draft)
    client.force_login(thu)
    typed(client, translation, whole(draft) | {secret: "Secret."}, "send")
    decide(client, nga, translation, "approve")
    own = build.decision("2/QĐ-UBND", department_key="so-xay-dung")
    near_it = build.edition(own, OTHER, department_key="so-xay-dung", steps=[secret.replace("mật", "khác"), PAPER])
    other = begin(near_it)
    client.force_login(tuan)
    page = client.get(url(other))
    assert page.status_code == 200
    assert "Secret." not in page.content.decode() and ENGLISH[PAPER] not in page.content.decode()
    assert memory.fill(other, tuan) == 0
    assert memory.fill(other, thu) == 2


def test_what_was_approved_of_a_deleted_draft_is_offered_to_nobody(thu, nga, client):
    draft = build.edition(build.decision("", signed_on=None), CODE)
    translation = approved(client, thu, nga, draft)
    other = begin(build.edition(build.decision("2/QĐ-UBND"), OTHER))
    assert memory.exact(other, MemoryEntry.objects.values_list("string", flat=True), thu)
    draft_of(translation).delete()
    assert not memory.offered(other, thu).exists()
    draft.delete()
    assert not memory.offered(other, thu).exists()


def test_what_is_taken_over_from_elsewhere_feeds_the_memory_without_its_vietnamese_rests(province):
    decision = build.decision()
    build.translated(build.edition(decision, CODE), "Registration", approved=False)
    announce(decision, "import", controlled=False)
    assert list(MemoryEntry.objects.values_list("data", flat=True)) == ["Registration"]


def limited(text: str) -> list[dict[str, Any]]:
    limits = listed([{"case": "", "value": 5, "unit": "working_day", "text": text}])
    return [{"channel": "counter", "description": "", "limits": limits, "fees": []}]


def test_sentences_in_lists_are_joined_by_place_where_a_machine_wrote_both_languages(province):
    decision = build.decision()
    edition = build.edition(decision, CODE, methods=limited("Trong ngày."))
    ids = [block["id"] for block in edition.methods.raw_data]
    english = stream("method", limited("The same day."), ids)
    build.translated(edition, "Registration", approved=False, methods=english)
    announce(decision, "import", controlled=False)
    assert ("Trong ngày.", "The same day.") in set(MemoryEntry.objects.values_list("string__data", "data"))


# -- A new edition -----------------------------------------------------------------------------------------------------


@pytest.fixture
def amended(thu, nga, client) -> Translation:
    """The translation of a draft that amends one step of an announced text, whose translation is public."""
    decision = build.decision()
    edition = build.edition(decision, CODE, steps=[STEP, PAPER])
    approved(client, thu, nga, edition)
    announce(decision, "minh")
    later = build.decision("2/QĐ-UBND", signed_on=dt.date(2025, 1, 1))
    draft = begin_from_text_in_force(later, [edition.procedure], "amended").editions[0]
    steps = draft.steps
    steps[1] = ("step", {"title": "", "text": "Nhận kết quả tại nhà."})
    draft.steps = steps
    draft.save()
    return begin(draft)


def test_the_translation_of_an_amendment_begins_from_the_one_before(amended):
    segments = {each.source: each for each in read(amended)}
    assert segments[STEP].text == ENGLISH[STEP] and not segments[STEP].to_look_at
    changed = segments["Nhận kết quả tại nhà."]
    assert changed.to_look_at and changed.change.translation == ENGLISH[PAPER]
    assert [each.text for each in changed.change.pieces if each.part == "added"] == [" tại nhà"]
    assert draft_of(amended).steps[0].value["text"] == ENGLISH[STEP]


def test_a_list_edition_does_not_hide_the_translation_of_the_text_it_stands_on(thu, nga, client):
    first = build.decision("9/QĐ-BTP", issuer="bo-tu-phap")
    approved(client, thu, nga, build.edition(first, CODE, name="Một"))
    announce(first, "minh")
    key = Edition.objects.get(decision=first, locale__language_code="vi").announced_key
    second = build.decision("2/QĐ-UBND", signed_on=dt.date(2025, 1, 1))
    approved(client, thu, nga, build.edition(second, CODE, name="Một", form="list", base_key=key, steps=[]))
    announce(second, "minh")
    third = build.decision("3/QĐ-UBND", signed_on=dt.date(2025, 2, 1))
    translation = begin(build.edition(third, CODE, name="Một", change="amended"))
    assert not [each.source for each in read(translation) if each.to_look_at]


def test_numbers_and_codes_are_no_sentences(province):
    translation = begin(build.edition(build.decision(), CODE))
    assert [each.source for each in read(translation)] == [f"Đăng ký việc {CODE}", STEP, "Luật Hộ tịch"]
    assert draft_of(translation).legal_basis[0].value["number"] == "60/2014/QH13"


def test_list_workbench_and_home_count_the_sentences_to_look_at(amended, thu, client):
    client.force_login(thu)
    row = draft_of(amended)
    for address in (
        "/quan-tri/snippets/cms/edition/",
        f"/quan-tri/snippets/cms/decision/page/{row.decision_id}/",
        "/quan-tri/",
    ):
        assert "1/4 câu phải xem" in client.get(address).content.decode(), address
    assert "1 trong 4 câu phải xem." in client.get(url(amended)).content.decode()
    typed(client, amended, {"Nhận kết quả tại nhà.": "Collect the result at home."})
    assert "câu phải xem" not in client.get("/quan-tri/").content.decode()


def test_a_change_of_the_vietnamese_draft_is_told_and_taken_sentence_by_sentence(amended, thu, client):
    client.force_login(thu)
    typed(client, amended, {"Nhận kết quả tại nhà.": "Collect the result at home."})
    draft = reviewing.vietnamese_of(draft_of(amended))
    steps = draft.steps
    steps[0].value["text"] = "Nộp hồ sơ trực tuyến."
    draft.steps = steps
    draft.save()
    assert "Bản tiếng Việt đã sửa" in client.get(url(amended)).content.decode()
    assert "hãy bấm “Cập nhật theo bản tiếng Việt”" in typed(client, amended, {}, "send")
    typed(client, amended, {}, "update")
    assert [each.source for each in read(amended) if each.to_look_at] == ["Nộp hồ sơ trực tuyến."]


def test_a_text_of_its_own_shows_what_was_approved_before_it_changed(thu, nga, client):
    edition = build.edition(build.decision(), CODE)
    translation = approved(client, thu, nga, edition)
    edition.name = f"{edition.name} lại"
    edition.save()
    client.force_login(thu)
    typed(client, translation, {}, "update")
    changed = next(each for each in read(translation) if each.to_look_at)
    assert changed.source == edition.name and changed.change.translation == "Registration"


# -- Terms -------------------------------------------------------------------------------------------------------------


def test_the_shipped_terms_are_there_and_each_is_whole():
    assert Term.objects.count() == len(shipped()) >= 60
    for each in Term.objects.all():
        each.full_clean()
    names = [each.vietnamese for each in shipped()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("source", "said", "missing"),
    [
        ("Các thủ tục hành chính", "The administrative procedures", []),
        ("Các thủ tục hành chính", "The formalities", ["thủ tục hành chính"]),
        ("Nộp hồ sơ", "File two dossiers", []),
        ("Nộp hồ sơ", "File the dossierable", ["hồ sơ"]),
        ("Giấy khai sinh", "Birth certificates", []),
        ("Giấy khai sinh", "A paper of birth", ["giấy khai sinh"]),
        ("Lệ phí", "A fee", ["lệ phí"]),
        ("Ủy ban nhân dân", "the people's committee", []),
        ("Uỷ ban nhân dân", "the council", ["ủy ban nhân dân"]),
        ("Công dân", "The citizen", []),
    ],
)
def test_a_term_is_missed_where_none_of_its_words_is_said(source, said, missing):
    found = [each.term for each in Glossary("en").missing(source, said)]
    assert found == missing


def test_the_editor_warns_of_a_term_and_saves_all_the_same(thu, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    told = typed(client, translation, whole(edition) | {STEP: "Hand in the papers."}, "send")
    assert "“hồ sơ” nên dịch là: dossier, application" in told
    assert states(translation) == ["waiting"]


def test_the_checks_of_a_decision_tell_of_terms_and_of_translations_not_approved(thu, nga, minh, client):
    edition = build.edition(build.decision(), CODE)
    translation = begin(edition)
    client.force_login(thu)
    typed(client, translation, whole(edition) | {STEP: "Hand in the papers."})
    client.force_login(minh)
    workbench = f"/quan-tri/snippets/cms/decision/page/{edition.decision_id}/"
    told = client.get(workbench).content.decode()
    assert "thuật ngữ “hồ sơ”" in told and "chưa được duyệt, sẽ không công khai cùng" in told
    client.force_login(thu)
    typed(client, translation, {STEP: ENGLISH[STEP]}, "send")
    decide(client, nga, translation, "approve")
    client.force_login(minh)
    told = client.get(workbench).content.decode()
    assert "thuật ngữ “" not in told and "chưa được duyệt" not in told
    announce(edition.decision, "minh")


def test_terms_are_kept_by_translators_and_readers_and_by_nobody_else(thu, tuan, client):
    data = {"vietnamese": "thẻ xanh", "allowed": "green card", "note": ""}
    for user, there in ((tuan, False), (thu, True)):
        client.force_login(user)
        client.post("/quan-tri/snippets/cms/term/add/", data)
        assert Term.objects.filter(vietnamese="thẻ xanh").exists() == there
    again = client.post("/quan-tri/snippets/cms/term/add/", data).content.decode()
    assert "Đã có thuật ngữ này" in again


# -- How much is read --------------------------------------------------------------------------------------------------


def test_the_page_reads_as_much_for_many_sentences_as_for_few(thu, nga, client):
    approved(client, thu, nga, build.edition(build.decision(), CODE, steps=[STEP, PAPER]))
    client.force_login(thu)
    seen = []
    for number, size in enumerate((2, 25)):
        edition = build.edition(
            build.decision(f"{number + 2}/QĐ-UBND"), f"1.10000{number}", steps=[f"Bước {at}." for at in range(size)]
        )
        translation = begin(edition)
        client.get(url(translation))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(translation)).status_code == 200
        seen.append(len(queries))
    assert seen[0] == seen[1]
