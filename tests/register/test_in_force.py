"""In force on a day is a question, never a stored state."""

import datetime as dt

import pytest

from register import record
from register.answer import answer
from register.drafts import Refused
from register.models import AnnouncedEdition
from register.words import CorrectionKind, State
from tests.build import announced

pytestmark = pytest.mark.django_db

MARCH = dt.date(2024, 3, 1)
APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)
CODE = "1.000001"
DAY = dt.timedelta(days=1)


def test_it_is_not_in_force_the_day_before(province):
    announced(effective_on=APRIL)
    assert answer(CODE, APRIL - DAY).state == State.NOT_YET_IN_FORCE
    assert answer(CODE, APRIL).state == State.IN_FORCE


def test_before_its_first_day_it_has_no_name(province):
    announced(effective_on=APRIL, name="Tên của tương lai")
    held = answer(CODE, APRIL - DAY)
    assert (held.name, held.edition, list(held.levels)) == (None, None, [])


def test_a_code_that_was_never_announced_has_no_answer(province):
    assert answer("9.999999") is None


def test_the_local_form_of_a_code_finds_it(province):
    announced(effective_on=APRIL)
    assert answer("1.000001.000.00.00.H62", APRIL).code == CODE


def test_the_latest_day_of_effect_counts(province):
    announced("1/QĐ-UBND", effective_on=APRIL, name="Cũ")
    announced("2/QĐ-UBND", effective_on=MAY, change="amended", name="Mới")
    assert answer(CODE, MAY - DAY).name == "Cũ"
    assert answer(CODE, MAY).name == "Mới"


def test_an_older_decision_announced_late_does_not_disturb(province):
    announced("2/QĐ-UBND", effective_on=MAY, name="Mới")
    announced("1/QĐ-UBND", effective_on=APRIL, name="Cũ")
    assert answer(CODE, MAY).name == "Mới"
    assert answer(CODE, APRIL).name == "Cũ"


def test_with_equal_days_of_effect_the_later_signed_counts(province):
    announced("2/QĐ-UBND", signed_on=MARCH + DAY, effective_on=APRIL, name="Ký sau")
    announced("1/QĐ-UBND", signed_on=MARCH, effective_on=APRIL, name="Ký trước")
    assert answer(CODE, APRIL).name == "Ký sau"


def test_equal_in_both_days_it_is_refused_and_names_the_other(province):
    announced("1/QĐ-UBND", effective_on=APRIL)
    with pytest.raises(Refused) as refusal:
        announced("2/QĐ-UBND", effective_on=APRIL)
    (problem,) = refusal.value.problems
    assert problem.field == "equal_days"
    assert "1/QĐ-UBND" in problem.message


@pytest.mark.parametrize(("choice", "standing"), [("after", "Hai"), ("before", "Một")])
def test_equal_in_both_days_the_officer_says_which_stands_after(province, choice, standing):
    announced("1/QĐ-UBND", effective_on=APRIL, name="Một")
    announced("2/QĐ-UBND", effective_on=APRIL, name="Hai", equal_days=choice, standing_reason="Theo phụ lục.")
    assert answer(CODE, APRIL).name == standing


def test_abolishing_one_level_leaves_the_other(province):
    announced("1/QĐ-UBND", effective_on=APRIL, levels=["district", "commune"])
    announced("2/QĐ-UBND", effective_on=MAY, levels=["district"], change="abolished")
    held = answer(CODE, MAY)
    assert held.state == State.IN_FORCE
    assert {each.level: each.state for each in held.levels} == {
        "district": State.ABOLISHED,
        "commune": State.IN_FORCE,
    }


def test_it_has_ended_when_its_last_level_has(province):
    announced("1/QĐ-UBND", effective_on=MARCH, levels=["district", "commune"])
    announced("2/QĐ-UBND", effective_on=APRIL, levels=["district"], change="abolished")
    announced("3/QĐ-UBND", effective_on=MAY, levels=["commune"], change="replaced", successors=["1.000002"])
    held = answer(CODE, MAY)
    assert held.state == State.REPLACED
    assert held.edition.announcement.number == "3/QĐ-UBND"
    assert held.replaced_by == ["1.000002"]


def test_a_later_new_edition_brings_a_code_back(province):
    announced("1/QĐ-UBND", effective_on=MARCH)
    announced("2/QĐ-UBND", effective_on=APRIL, change="abolished")
    announced("3/QĐ-UBND", effective_on=MAY, name="Trở lại")
    assert answer(CODE, APRIL).state == State.ABOLISHED
    assert answer(CODE, MAY).name == "Trở lại"


def test_the_province_outranks_a_ministry(province):
    announced("1/QĐ-UBND", effective_on=MARCH, name="Của tỉnh")
    announced("9/QĐ-BTP", issuer="bo-tu-phap", effective_on=MAY, name="Của bộ")
    held = answer(CODE, MAY)
    assert held.name == "Của tỉnh"
    assert held.awaiting_province


def test_a_ministry_answers_until_the_provinces_first_edition_takes_effect(province):
    announced("9/QĐ-BTP", issuer="bo-tu-phap", effective_on=MARCH, name="Của bộ")
    announced("1/QĐ-UBND", effective_on=MAY, name="Của tỉnh")
    assert answer(CODE, MAY - DAY).name == "Của bộ"
    held = answer(CODE, MAY)
    assert (held.name, held.awaiting_province) == ("Của tỉnh", False)


def test_a_withdrawn_decision_never_counts(province, today):
    today(MARCH)
    announcement = announced(effective_on=APRIL)
    record.withdraw(announcement, "Ký nhầm", "minh")
    assert answer(CODE, MAY).state == State.NOT_YET_IN_FORCE


def test_a_decision_whose_day_has_come_cannot_be_withdrawn(province, today):
    today(MARCH)
    announcement = announced(effective_on=APRIL)
    today(APRIL)
    with pytest.raises(Refused):
        record.withdraw(announcement, "Ký nhầm", "minh")
    assert answer(CODE).state == State.IN_FORCE


def test_a_correction_answers_and_both_texts_stay_readable(province):
    announced(effective_on=APRIL, name="Sai chính tả")
    edition = AnnouncedEdition.objects.get()
    original = edition.documents.get().data
    record.correct(
        edition,
        kind=CorrectionKind.ENTRY,
        reason="Nhập sai tên",
        author="lan",
        confirmed_by="minh",
        locale="vi",
        data=original | {"name": "Đúng chính tả"},
    )
    assert answer(CODE, APRIL).name == "Đúng chính tả"
    assert edition.documents.get().data["name"] == "Sai chính tả"


def test_a_corrected_day_moves_what_is_in_force(province):
    announced(effective_on=APRIL)
    record.correct(
        AnnouncedEdition.objects.get(),
        kind=CorrectionKind.DOCUMENT,
        reason="Công văn đính chính",
        author="lan",
        document_number="12/VP",
        document_on=APRIL,
        effective_on=MAY,
    )
    assert answer(CODE, APRIL).state == State.NOT_YET_IN_FORCE
    assert answer(CODE, MAY).state == State.IN_FORCE


def test_a_correction_of_our_own_error_needs_a_second_person(province):
    announced(effective_on=APRIL)
    edition = AnnouncedEdition.objects.get()
    with pytest.raises(Refused) as refusal:
        record.correct(
            edition, kind=CorrectionKind.ENTRY, reason="…", author="lan", confirmed_by="lan", effective_on=MAY
        )
    assert [problem.field for problem in refusal.value.problems] == ["confirmed_by"]


def test_the_day_turns_in_viet_nam(province, monkeypatch):
    from register import clock

    announced(effective_on=APRIL)
    last_moment = dt.datetime(2024, 3, 31, 16, 59, 59, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: last_moment)
    assert answer(CODE).state == State.NOT_YET_IN_FORCE
    monkeypatch.setattr(clock, "now", lambda: last_moment + dt.timedelta(seconds=1))
    assert answer(CODE).state == State.IN_FORCE
