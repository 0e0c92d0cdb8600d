"""A released guide counts from its day, in its language, until the next; nothing of it is ever changed."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from register import changes, guards, record
from register.answer import version
from register.drafts import Refused
from register.guide import guide, guides
from register.models import Change, ReleasedGuide
from register.words import Event
from tests.build import announced

pytestmark = pytest.mark.django_db

CODE = "1.000001"
MAY, JUNE = dt.date(2026, 5, 4), dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)


def release(summary: str = "Làm giấy khai sinh cho con.", locale: str = "vi", code: str = CODE, **more: object):
    return record.release_guide(code, locale, {"summary": summary, **more}, "minh")


@pytest.fixture
def public(province, today):
    today(MAY)
    announced()


def test_it_counts_from_the_day_it_was_released(public, today):
    release()
    assert guide(CODE, MAY - DAY) is None
    held = guide(CODE, MAY)
    assert (held.data["summary"], held.released_on) == ("Làm giấy khai sinh cho con.", MAY)
    assert held.data["names"] == [] and held.data["sample"] is None


def test_the_next_one_takes_its_place_and_the_day_before_keeps_the_old_one(public, today):
    release("Bản đầu.")
    today(JUNE)
    release("Bản sau.")
    assert guide(CODE, JUNE - DAY).data["summary"] == "Bản đầu."
    assert guide(CODE).data["summary"] == "Bản sau."


def test_of_two_on_one_day_the_later_counts(public):
    release("Bản đầu.")
    release("Bản sau.")
    assert guide(CODE).data["summary"] == "Bản sau."


def test_a_language_without_its_own_falls_back_to_vietnamese_and_says_so(public):
    release("Bằng tiếng Việt.")
    assert (guide(CODE, locale="en").locale, guide(CODE, locale="en").is_fallback) == ("vi", True)
    release("In English.", "en")
    held = guide(CODE, locale="en")
    assert (held.data["summary"], held.locale, held.is_fallback) == ("In English.", "en", False)
    assert guide(CODE).data["summary"] == "Bằng tiếng Việt."


def test_an_english_one_alone_is_not_shown_to_who_asks_in_vietnamese(public):
    release("In English.", "en")
    assert guide(CODE) is None


def test_taken_back_it_counts_no_more_from_that_day(public, today):
    release()
    today(JUNE)
    record.take_back_guide(CODE, "vi", "Mẫu điền sẵn đã cũ.", "minh")
    assert guide(CODE) is None
    assert guide(CODE, JUNE - DAY)
    release("Bản mới.")
    assert guide(CODE).data["summary"] == "Bản mới."


def test_taking_back_needs_a_guide_and_a_reason(public):
    with pytest.raises(Refused) as refusal:
        record.take_back_guide(CODE, "vi", " ", "minh")
    assert {each.field for each in refusal.value.problems} == {"reason", "summary"}
    assert not ReleasedGuide.objects.exists()


def test_an_empty_one_and_one_of_an_unknown_code_are_refused(public):
    with pytest.raises(Refused, match="chưa có nội dung"):
        release(" ".strip())
    with pytest.raises(Refused, match="Chưa có quyết định"):
        release(code="9.999999")
    assert not ReleasedGuide.objects.exists()


def test_the_same_text_again_writes_nothing(public):
    release()
    head = changes.head()
    with pytest.raises(Refused, match="đang được công khai"):
        release()
    assert changes.head() == head


def test_what_changed_meanwhile_is_refused_under_the_lock(public):
    from register.drafts import Problem

    with pytest.raises(Refused, match="vừa được sửa"):
        record.release_guide(
            CODE, "vi", {"summary": "Bản cũ."}, "minh", recheck=lambda: [Problem(CODE, "", "vừa được sửa")]
        )
    assert not ReleasedGuide.objects.exists()


def test_each_release_and_each_taking_back_is_a_line_of_the_log_and_another_version(public):
    seen = {version(locale="vi", code=CODE)}
    release()
    seen.add(version(locale="vi", code=CODE))
    record.take_back_guide(CODE, "vi", "Không còn đúng.", "minh")
    seen.add(version(locale="vi", code=CODE))
    assert len(seen) == 3
    told = Change.objects.filter(kind=Event.GUIDED)
    assert [(row.subject, row.codes) for row in told] == [(f"guide:{CODE}", [CODE])] * 2


def test_no_row_is_changed_or_deleted(public):
    release()
    for statement in ("UPDATE register_releasedguide SET code = 'x'", "DELETE FROM register_releasedguide"):
        with pytest.raises(DatabaseError, match=guards.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_all_of_a_day_are_read_at_once(province, today, django_assert_num_queries):
    today(MAY)
    codes = tuple(f"1.0000{number:02}" for number in range(1, 21))
    announced(codes=codes)
    for code in codes:
        release(code=code)
    with django_assert_num_queries(3):  # the log's position for the day and for all of them, and the guides
        assert len(guides()) == 20
    with django_assert_num_queries(1):
        assert len(guides()) == 20
