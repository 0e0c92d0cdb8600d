"""Synonyms, best bets and hidden results: they act at once, on both engines, and show nothing that is not in force."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from register import clock
from search import wording
from search.find import find
from search.models import BestBet, Synonym
from search.synchronize import rebuild
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
NAMES = {
    "1.000001": "Đăng ký kết hôn",
    "1.000002": "Đăng ký kết hôn lưu động",
    "1.000003": "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "1.000004": "Cấp bản sao trích lục hộ tịch",
}


@pytest.fixture(autouse=True)
def procedures(province, engine):
    for place, (code, name) in enumerate(NAMES.items(), 1):
        announced(f"{place}/QĐ-UBND", (code,), effective_on=APRIL, name=name)
    rebuild(engine)


def codes(query: str, **options) -> list[str]:
    return [found.answer.code for found in find(query, **options).found]


def test_a_synonym_acts_at_once_and_without_a_rebuild():
    assert codes("chum trầu") == []
    Synonym.objects.create(expression="chum trầu", stands_for="kết hôn")
    assert set(codes("chum trầu")[:2]) == {"1.000001", "1.000002"}
    assert codes("chum trau") == codes("chum trầu")


def test_a_synonym_that_is_switched_off_does_nothing():
    Synonym.objects.create(expression="chum trầu", stands_for="kết hôn", is_active=False)
    assert codes("chum trầu") == []


def test_a_synonym_for_accents_only_is_not_read_into_plain_letters():
    Synonym.objects.create(expression="chum trầu", stands_for="kết hôn", unaccented=False)
    assert codes("chum trau") == []
    assert codes("chum trầu")


def test_an_editors_row_takes_the_place_of_the_shipped_one():
    assert codes("gpxd") == ["1.000003"]
    row = Synonym.objects.create(expression="GPXD", stands_for="kết hôn lưu động", kind="acronym")
    assert codes("gpxd")[0] == "1.000002"
    row.stands_for = ""
    row.save()
    assert "1.000002" not in codes("gpxd")
    row.delete()
    assert codes("gpxd") == ["1.000003"]


def test_another_process_sees_the_change_within_a_minute(monkeypatch):
    now = wording.monotonic()
    monkeypatch.setattr(wording, "monotonic", lambda: now)
    assert codes("chum trầu") == []
    kept = wording._held
    Synonym.objects.create(expression="chum trầu", stands_for="kết hôn")
    monkeypatch.setattr(wording, "_held", kept)  # as in a process that the signal does not reach
    assert codes("chum trầu") == []
    monkeypatch.setattr(wording, "monotonic", lambda: now + 60)
    assert codes("chum trầu")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"expression": " !? ", "stands_for": "kết hôn"}, "expression"),
        ({"expression": "một hai ba bốn năm sáu bảy tám chín", "stands_for": "kết hôn"}, "expression"),
        ({"expression": "cưới", "stands_for": "cưới"}, "stands_for"),
        ({"expression": "cưới", "stands_for": "kết hôn\n..."}, "stands_for"),
        ({"expression": "cưới", "stands_for": "\n".join("abcdef")}, "stands_for"),
    ],
)
def test_a_synonym_that_cannot_work_is_refused_with_words(fields, field):
    with pytest.raises(ValidationError) as refused:
        Synonym(**fields).full_clean()
    assert set(refused.value.message_dict) == {field}


def bet(query: str, code: str, **fields) -> BestBet:
    row = BestBet(query=query, code=code, note="Minh", **fields)
    row.full_clean()
    row.save()
    return row


def test_a_best_bet_stands_first_even_where_its_words_are_others():
    assert codes("hôn nhân")[:1] != ["1.000004"]
    bet("đăng ký kết hôn", "1.000004")
    result = find("đăng ký kết hôn", facets=True)
    assert result.found[0].answer.code == "1.000004"
    assert result.total == sum(result.facets["sector"].values())
    assert codes("dang ky ket hon")[0] == "1.000004"
    assert codes("đăng ký kết hom")[0] == "1.000004"
    assert codes("đăng ký kết hôn lưu động")[0] == "1.000002"


def test_several_best_bets_stand_in_their_order():
    bet("đăng ký kết hôn", "1.000004", position=2)
    bet("đăng ký kết hôn", "1.000003", position=1)
    assert codes("đăng ký kết hôn")[:2] == ["1.000003", "1.000004"]


def test_a_best_bet_alone_does_not_end_the_search_for_others():
    bet("trích lục cưới hỏi", "1.000003", match=BestBet.Match.WITHIN)
    found = codes("xin trích lục cưới hỏi")
    assert found[0] == "1.000003"
    assert len(found) > 1


def test_a_bet_within_a_query_needs_its_words_side_by_side():
    bet("kết hôn", "1.000004", match=BestBet.Match.WITHIN)
    assert codes("muốn kết hôn")[0] == "1.000004"
    assert codes("kết quả hôn lễ")[:1] != ["1.000004"]


def test_a_hidden_result_is_neither_shown_nor_counted():
    before = find("kết hôn")
    bet("kết hôn", "1.000002", effect=BestBet.Effect.HIDE)
    after = find("kết hôn")
    assert after.total == before.total - 1
    assert "1.000002" not in [found.answer.code for found in after.found]
    assert "1.000002" in codes("kết hôn lưu động")


def test_bets_hold_on_their_days():
    today = clock.today()
    row = bet("đăng ký kết hôn", "1.000004", from_day=today, until_day=today)
    assert codes("đăng ký kết hôn")[0] == "1.000004"
    row.from_day = row.until_day = today - dt.timedelta(days=1)
    row.save()
    assert codes("đăng ký kết hôn")[0] != "1.000004"


def test_a_bet_shows_nothing_that_is_not_in_force():
    announced("9/QĐ-UBND", ("1.000009",), effective_on=clock.today() + dt.timedelta(days=9), name="Việc của mai sau")
    with pytest.raises(ValidationError, match="không có hiệu lực"):
        bet("đăng ký kết hôn", "1.000009")
    BestBet.objects.create(query="đăng ký kết hôn", code="1.000009", note="Minh")
    assert "1.000009" not in codes("đăng ký kết hôn")


def test_a_bet_for_no_procedure_or_with_days_the_wrong_way_round_is_refused():
    with pytest.raises(ValidationError) as refused:
        bet("kết hôn", "9.999999", from_day=dt.date(2026, 2, 1), until_day=dt.date(2026, 1, 1))
    assert set(refused.value.message_dict) == {"code", "until_day"}


def test_the_newest_come_first_when_asked(engine):
    announced("8/QĐ-UBND", ("1.000008",), effective_on=APRIL + dt.timedelta(days=30), name="Đăng ký lại kết hôn")
    rebuild(engine)
    assert codes("kết hôn")[0] == "1.000001"
    assert codes("kết hôn", newest=True)[0] == "1.000008"
    assert codes("kết hôn", newest=True, first=2, offset=1) == codes("kết hôn", newest=True)[1:3]
