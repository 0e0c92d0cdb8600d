"""A released form is numbered, counts from its day until the next, and is never changed."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from register import changes, guards, record
from register.answer import version
from register.drafts import Refused
from register.forms.in_use import form_in_use, form_of, releases
from register.models import Change, ReleasedForm
from register.words import Event
from tests.build import agency, announced
from tests.register.forms.birth import BIRTH, CODE, answers, changed_birth

pytestmark = pytest.mark.django_db

MAY, JUNE = dt.date(2026, 5, 4), dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)
NEWER = changed_birth(wish__price={"most": 5})


def release(data=BIRTH, from_on=MAY):
    return record.release_form(data, from_on, "minh")


@pytest.fixture
def public(province, today):
    today(MAY)
    announced(codes=(CODE, "1.000002"))


def test_it_counts_from_its_day_and_the_next_takes_its_place(public):
    release(NEWER, JUNE)
    release()
    assert form_in_use(CODE, MAY - DAY) is None
    assert (form_in_use(CODE, JUNE - DAY).number, form_in_use(CODE, JUNE).number) == (2, 1)
    assert form_in_use(CODE).version == "1.000001/2"
    assert form_in_use("1.000002") is None


def test_of_two_for_one_day_the_later_counts_and_the_first_can_still_be_read(public):
    release()
    release(NEWER)
    assert form_in_use(CODE).number == 2
    assert form_of(CODE, 1).form.places["wish.price"][1].most == 100_000
    assert form_of(CODE, 2).form.places["wish.price"][1].most == 5
    assert form_of(CODE, 3) is None
    assert [row.number for row in releases(CODE)] == [1, 2]


def test_taken_back_there_is_none_from_that_day(public):
    release()
    record.take_back_form(CODE, JUNE, "Mẫu hỏi thừa.", "minh")
    assert form_in_use(CODE, JUNE - DAY)
    assert form_in_use(CODE, JUNE) is None
    with pytest.raises(Refused) as refusal:
        record.take_back_form(CODE, JUNE, " ", "minh")
    assert len(refusal.value.problems) == 2


@pytest.mark.parametrize(
    ("data", "from_on", "message"),
    [
        (BIRTH, MAY - DAY, "từ hôm nay"),
        (BIRTH | {"procedure": "9.999999"}, MAY, "Chưa có quyết định"),
        (BIRTH | {"pages": []}, MAY, "chưa có trang"),
        (BIRTH | {"format": 9, "readable_from": 9}, MAY, "cập nhật hệ thống"),
        ([], MAY, "đối tượng JSON"),
    ],
)
def test_what_may_not_be_released_is_refused_and_nothing_written(public, data, from_on, message):
    head = changes.head()
    with pytest.raises(Refused, match=message):
        release(data, from_on)
    assert not ReleasedForm.objects.exists()
    assert changes.head() == head


def test_the_same_again_writes_nothing(public):
    release()
    with pytest.raises(Refused, match="đang được dùng"):
        release()
    assert ReleasedForm.objects.count() == 1


def test_each_release_is_a_line_of_the_log_and_another_version_of_answers(public):
    seen = {version(code=CODE)}
    release()
    seen.add(version(code=CODE))
    record.take_back_form(CODE, JUNE, "Hỏi thừa.", "minh")
    seen.add(version(code=CODE))
    assert len(seen) == 3
    told = Change.objects.filter(kind=Event.FORM)
    assert [(row.subject, row.codes) for row in told] == [(f"form:{CODE}", [CODE])] * 2


def test_no_row_is_changed_deleted_or_numbered_twice(public):
    row = release()
    for statement in ("UPDATE register_releasedform SET code = 'x'", "DELETE FROM register_releasedform"):
        with pytest.raises(DatabaseError, match=guards.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    row.pk = None
    row._state.adding = True
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        row.save()


def test_it_stays_as_it_was_compiled_while_what_is_read_has_the_communes_of_the_day(public, today):
    release()
    stored = ReleasedForm.objects.get().data
    place = {"province": "ubnd-tinh", "commune": "ubnd-xa-hoa-son", "detail": "Thôn Đồng Mới"}
    given = answers(applicant__home=place)
    assert form_in_use(CODE).check(given) == []  # a record without communes knows no better
    committee = agency("ubnd-xa-moi", "Ủy ban nhân dân xã Mới", "commune", _province())
    record.tell_desk(committee, {"address": "Thôn Đông, xã Mới"}, MAY, "minh")
    held = form_in_use(CODE)
    assert held.data == stored
    assert held.schema()["$defs"]["commune"]["enum"] == ["ubnd-xa-moi"]
    assert [each.path for each in held.check(given)] == [("applicant", "home", "commune")]
    assert held.check(answers(applicant__home=place | {"commune": "ubnd-xa-moi"})) == []
    province = held.ui()["province"]
    assert province["communes"] == [{"key": "ubnd-xa-moi", "label": "xã Mới"}]
    assert province["label"] == "tỉnh Lam Sơn"


def _province():
    from register.models import Agency

    return Agency.objects.get(key="ubnd-tinh")


def test_it_is_read_once_while_nothing_changes(public, django_assert_num_queries):
    release()
    with django_assert_num_queries(2):  # the log's position, and the form
        form_in_use(CODE)
    with django_assert_num_queries(1):
        form_in_use(CODE)


def test_words_taken_down_are_masked_in_it(public):
    release(changed_birth(wish__price={"help": "Hỏi bà Nguyễn Thị Mơ ở quầy 3."}))
    record.redact(["Nguyễn Thị Mơ"], {}, reason="Tên riêng.", asked_by="lan", confirmed_by="minh")
    assert "Nguyễn Thị Mơ" not in str(form_in_use(CODE).data)
    assert form_in_use(CODE).check(answers()) == []
