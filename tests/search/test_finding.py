"""What a citizen finds, on both engines."""

import datetime as dt

import pytest

from register import record
from search.find import find
from search.synchronize import rebuild, synchronize
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)
DAY = dt.timedelta(days=1)


def codes(query: str, **options) -> list[str]:
    return [found.answer.code for found in find(query, **options).found]


@pytest.fixture
def marriages(province, engine):
    for place, name in enumerate(
        ["Đăng ký kết hôn", "Đăng ký khai sinh", "Cấp giấy phép xây dựng nhà ở", "Đăng ký kết hôn lưu động"], 1
    ):
        announced(f"{place}/QĐ-UBND", (f"1.00000{place}",), effective_on=APRIL, name=name)
    rebuild(engine)


@pytest.mark.parametrize(
    "query", ["Đăng ký kết hôn", "dang ky ket hon", "ĐĂNG KÝ KẾT HÔN", "đăng  ký, kết-hôn", "ket hon"]
)
def test_it_is_found_with_and_without_accents(marriages, query):
    assert codes(query)[0] == "1.000001"


def test_old_and_new_tone_placement_are_one(province, engine):
    announced(name="Hòa giải ở cơ sở", effective_on=APRIL)
    rebuild(engine)
    assert codes("hoà giải") == codes("hòa giải") == ["1.000001"]


def test_right_accents_win_over_folded_ones(province, engine):
    announced("1/QĐ-UBND", ("1.000001",), name="Cấp thẻ ma", effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000002",), name="Cấp thẻ má", effective_on=APRIL)
    rebuild(engine)
    assert codes("má")[0] == "1.000002"
    assert codes("ma")[0] == "1.000001" or len(codes("ma")) == 2


def test_the_last_syllable_may_be_unfinished(marriages):
    assert "1.000003" in codes("cap giay phep xay du")


@pytest.mark.parametrize("query", ["1.000002", "1.000002.000.00.00.H62", "mã 1.000002 ở đâu"])
def test_a_code_is_found(marriages, query):
    assert codes(query)[0] == "1.000002"


def test_a_part_of_a_code_finds_all_that_begin_so(marriages):
    assert sorted(codes("1.00000")) == ["1.000001", "1.000002", "1.000003", "1.000004"]


def test_words_of_the_text_are_found_below_those_of_the_name(province, engine):
    announced("1/QĐ-UBND", ("1.000001",), name="Việc khác", steps=["Nộp tờ khai kết hôn."], effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000002",), name="Đăng ký kết hôn", steps=["Nộp hồ sơ."], effective_on=APRIL)
    rebuild(engine)
    assert codes("kết hôn") == ["1.000002", "1.000001"]


def test_a_sectors_name_is_found(marriages):
    assert codes("hộ tịch")


def test_an_empty_query_lists_everything_in_the_order_of_codes(marriages):
    assert codes("") == ["1.000001", "1.000002", "1.000003", "1.000004"]


def test_the_words_of_the_query_are_marked(marriages):
    found = find("ket hon").found[0]
    assert [(piece.text, piece.marked) for piece in found.name] == [("Đăng ký ", False), ("kết hôn", True)]


def test_a_text_of_tomorrow_is_not_found_today_and_is_tomorrow_with_no_job_run(province, engine, today):
    announced("1/QĐ-UBND", name="Tên đang dùng", effective_on=APRIL)
    announced("2/QĐ-UBND", name="Tên của ngày mai", change="amended", effective_on=MAY)
    rebuild(engine)
    today(MAY - DAY)
    assert [found.answer.name for found in find("ngày mai tên").found] == ["Tên đang dùng"]
    today(MAY)
    assert [found.answer.name for found in find("ngày mai tên").found] == ["Tên của ngày mai"]


def test_any_day_can_be_asked_for(marriages):
    assert codes("kết hôn", on=APRIL - DAY) == []
    assert codes("kết hôn", on=APRIL) == ["1.000001", "1.000004"]


def test_an_abolished_one_is_not_found_from_its_day(marriages, engine):
    announced("9/QĐ-UBND", ("1.000001",), change="abolished", effective_on=MAY)
    synchronize(engine)
    assert "1.000001" in codes("kết hôn", on=MAY - DAY)
    assert "1.000001" not in codes("kết hôn", on=MAY)


def test_a_withdrawn_decision_is_not_found_even_before_the_index_hears_of_it(province, engine, today):
    today(APRIL - DAY)
    announcement = announced(name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    assert codes("kết hôn", on=APRIL) == ["1.000001"]
    record.withdraw(announcement, "Ký nhầm", "minh")
    assert codes("kết hôn", on=APRIL) == []
    synchronize(engine)
    assert find("kết hôn", on=APRIL).total == 0


def test_an_internal_procedure_is_never_found(province, engine):
    from cms.announce import announce
    from cms.models import Procedure

    draft = build.decision(effective_on=APRIL)
    build.edition(draft, "1.000001", name="Việc nội bộ")
    Procedure.objects.update(scope="internal")
    announce(draft, "minh")
    rebuild(engine)
    assert find("nội bộ").total == 0
    assert find("1.000001").total == 0


def test_a_sector_renamed_is_found_by_both_names_on_their_days(marriages, engine):
    from register.models import Sector

    record.name_sector(Sector.objects.get(key="ho-tich"), "vi", "Tư pháp dân sự", MAY)
    synchronize(engine)
    assert codes("tư pháp dân sự", on=MAY - DAY) == []
    assert len(codes("tư pháp dân sự", on=MAY)) == 4


def test_english_finds_english_texts_and_falls_back(province, engine):
    from cms.announce import announce

    draft = build.decision(effective_on=APRIL)
    source = build.edition(draft, "1.000001", name="Đăng ký kết hôn")
    build.edition(draft, "1.000002", name="Đăng ký khai sinh")
    build.translated(source, "Marriage registration")
    announce(draft, "minh")
    rebuild(engine)
    assert codes("marriage", locale="en") == ["1.000001"]
    assert codes("khai sinh", locale="en") == ["1.000002"]
    assert codes("marriage") == []


def test_a_facet_counts_and_does_not_narrow_itself(province, engine):
    from register.models import Sector

    land = Sector.objects.get(key="dat-dai")
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), name="Đăng ký", effective_on=APRIL)
    announced("2/QĐ-UBND", ("1.000003",), name="Đăng ký", sector=land, levels=["province"], effective_on=APRIL)
    rebuild(engine)
    result = find("đăng ký", selected={"sector": ["dat-dai"]})
    assert result.total == 1
    assert result.facets["sector"] == {"ho-tich": 2, "dat-dai": 1}
    assert result.facets["levels"] == {"province": 1}
    both = find("đăng ký", selected={"sector": ["dat-dai", "ho-tich"], "levels": ["commune"]})
    assert both.total == 2


@pytest.mark.parametrize(
    "query", ["", " ", "'\"()[]{}", "\x00", "*" * 1000, "😀" * 50, "a" * 10_000, "AND OR NOT", "\ud800", "1.", "/./"]
)
def test_no_query_is_too_odd(marriages, query):
    assert find(query).degraded is False
