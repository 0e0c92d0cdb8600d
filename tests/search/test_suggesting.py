"""What the box proposes, what stands beside the hits, and that none of it tells what is not public today."""

import datetime as dt

import pytest

from register import record
from register.models import Announcement
from search import names as of_names
from search.elsewhere import agencies_named, decisions_named
from search.find import ended, find
from search.related import related
from search.suggest import suggest
from search.synchronize import rebuild, synchronize
from search.vocabulary import vocabulary
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)
LATER = dt.date(2035, 1, 1)
TODAY = dt.date(2026, 1, 1)


@pytest.fixture
def procedures(province, engine):
    names = ["Đăng ký kết hôn", "Đăng ký kết hôn lưu động", "Cấp giấy phép xây dựng", "Đăng ký khai sinh"]
    codes = tuple(f"1.00000{place}" for place in range(1, 5))
    for code, name in zip(codes, names, strict=True):
        announced(f"{code[-1]}/QĐ-UBND", (code,), effective_on=APRIL, name=name)
    rebuild(engine)


def proposed(prefix: str, **options) -> list[str]:
    return [each.text for each in suggest(prefix, **options)]


@pytest.mark.parametrize("prefix", ["kết h", "ket h", "hôn ket", "hon kêt", "lưu động kế"])
def test_names_are_proposed_in_any_order_of_syllables_and_without_accents(procedures, prefix):
    assert "Đăng ký kết hôn lưu động" in proposed(prefix)
    assert "Cấp giấy phép xây dựng" not in proposed(prefix)


def test_codes_and_sectors_are_proposed(procedures):
    assert [each.key for each in suggest("1.000003")] == ["1.000003"]
    assert ("sector", "ho-tich") in [(each.kind, each.key) for each in suggest("hộ t")]


def test_what_was_typed_is_marked_in_a_proposal(procedures):
    (found,) = [each for each in suggest("xay d") if each.kind == "procedure"]
    assert [piece.text for piece in found.pieces if piece.marked] == ["xây dựng"]


def names_proposed(prefix: str, **options) -> list[str]:
    return [each.text for each in suggest(prefix, **options) if each.kind == "procedure"]


def named(*names: str) -> None:
    for place, name in enumerate(names, 1):
        announced(f"{place}/QĐ-UBND", (f"1.0000{place:02}",), effective_on=APRIL, name=name)


def test_names_are_proposed_while_there_is_no_index(province):
    named("Đăng ký kết hôn")
    assert names_proposed("ket h") == ["Đăng ký kết hôn"]


def test_neighbours_come_before_the_same_words_apart_and_short_names_before_long_ones(province):
    named("Hôn nhân kết thúc", "Đăng ký kết hôn lưu động", "Đăng ký kết hôn", "Cấp giấy phép xây dựng")
    expected = ["Đăng ký kết hôn", "Đăng ký kết hôn lưu động", "Hôn nhân kết thúc"]
    assert names_proposed("ket hon") == names_proposed("ket ho") == expected


def test_right_accents_come_first_however_many_shorter_names_have_other_ones(province, monkeypatch):
    monkeypatch.setattr(of_names, "LOOKED_AT", 1)
    named("Thu phí", "Gia hạn chứng chỉ hành nghề thú y")
    assert names_proposed("thú") == ["Gia hạn chứng chỉ hành nghề thú y", "Thu phí"]
    assert names_proposed("thu") == ["Thu phí"]


def test_a_proposed_name_is_the_one_of_the_asked_day(province):
    named("Đăng ký kết hôn")
    announced("9/QĐ-UBND", ("1.000001",), effective_on=MAY, name="Đăng ký hôn nhân", change="amended")
    assert names_proposed("hôn", on=APRIL) == ["Đăng ký kết hôn"]
    assert names_proposed("hôn", on=MAY) == ["Đăng ký hôn nhân"]


def test_what_has_ended_is_not_proposed(province):
    named("Đăng ký kết hôn")
    announced("9/QĐ-UBND", ("1.000001",), effective_on=MAY, change="abolished", name="Đăng ký kết hôn")
    assert names_proposed("ket hon", on=TODAY) == names_proposed("1.0000", on=TODAY) == []


def test_nothing_typed_proposes_nothing(procedures):
    assert suggest("") == suggest("  ?") == []


def test_an_answer_with_proposals_stays_small(province, engine):
    long = "Thủ tục " + "chấp thuận chủ trương đầu tư dự án " * 30
    announced("1/QĐ-UBND", tuple(f"1.0000{n:02}" for n in range(1, 21)), effective_on=APRIL, name=long)
    rebuild(engine)
    found = suggest("chấp thuận", first=100)
    assert len(found) == 10
    assert sum(len(each.text.encode()) for each in found) < 5_000


def secrets_are_not_told(word: str) -> None:
    """Not by search, suggestions, related procedures, ended ones, or spelling."""
    assert find(word).total == 0
    assert find(f"đăng ký {word}").did_you_mean is None
    assert suggest(word) == []
    assert ended(word) == []
    assert word not in {each.name for each in related("1.000001", TODAY)}
    assert not {word, "bimat"} & (set(vocabulary(TODAY, "vi").folded) | set(vocabulary(TODAY, "vi").body))
    misspelt = word[:-1] + "q"
    assert find(misspelt).did_you_mean is None


def test_a_draft_is_never_told(procedures, engine):
    build.edition(build.decision("9/QĐ-UBND"), "1.000009", name="Đăng ký bimat", steps=["bimat"])
    synchronize(engine)
    secrets_are_not_told("bimat")


def test_a_future_edition_is_not_told_before_its_day(procedures, engine, today):
    announced("9/QĐ-UBND", ("1.000001",), effective_on=LATER, name="Đăng ký bimat", steps=["bimat"], change="amended")
    synchronize(engine)
    secrets_are_not_told("bimat")
    today(LATER)
    assert find("bimat").total == 1
    assert suggest("bimat")
    assert find("dang ky bimah").did_you_mean == "dang ky bimat"


def test_a_withdrawn_decision_is_never_told(procedures, engine, today):
    announced("9/QĐ-UBND", ("1.000009",), effective_on=LATER, name="Đăng ký bimat", steps=["bimat"])
    synchronize(engine)
    record.withdraw(Announcement.objects.get(number="9/QĐ-UBND"), "Ký nhầm", "minh")
    synchronize(engine)
    secrets_are_not_told("bimat")
    today(LATER)
    assert find("bimat").total == 0 and suggest("bimat") == []


def test_an_index_that_is_behind_proposes_nothing_withdrawn(procedures, engine, today):
    announced("9/QĐ-UBND", ("1.000009",), effective_on=LATER, name="Đăng ký bimat")
    synchronize(engine)
    record.withdraw(Announcement.objects.get(number="9/QĐ-UBND"), "Ký nhầm", "minh")  # nothing follows
    today(LATER)
    assert find("bimat").found == [] and suggest("bimat") == []


def test_a_misspelt_query_is_answered_as_meant_and_as_typed_on_request(procedures):
    mended = find("dang ky khai sibh")
    assert (mended.did_you_mean, mended.corrected) == ("dang ky khai sinh", True)
    assert mended.found[0].answer.code == "1.000004"
    asked = find("dang ky khai sibh", exactly=True)
    assert (asked.did_you_mean, asked.corrected) == ("dang ky khai sinh", False)


def test_what_has_ended_is_found_by_code_and_by_name_and_marked(procedures, engine):
    announced("8/QĐ-UBND", ("1.000003",), effective_on=MAY, change="abolished", name="Cấp giấy phép xây dựng")
    synchronize(engine)
    assert find("giấy phép xây dựng").total == 0
    for query in ("1.000003", "giay phep xay dung"):
        (found,) = ended(query)
        assert (found.code, found.state.value) == ("1.000003", "abolished")
    assert ended("kết hôn") == []


def test_names_that_differ_by_level_alone_are_alike(province, engine):
    for place, name in enumerate(["Cấp thẻ (cấp tỉnh)", "Cấp thẻ (cấp xã)", "Cấp thẻ tại cấp tỉnh", "Cấp lại thẻ"], 1):
        announced(f"{place}/QĐ-UBND", (f"1.00000{place}",), effective_on=APRIL, name=name)
    rebuild(engine)
    alike = {each.answer.code: each.alike for each in find("cấp thẻ").found}
    assert alike["1.000001"] == alike["1.000002"] == alike["1.000003"] != alike["1.000004"]


def test_related_ones_share_sector_and_rare_words_and_the_named_come_first(procedures, engine):
    announced(
        "7/QĐ-UBND", ("1.000001",), effective_on=MAY, name="Đăng ký kết hôn", related=["1.000004"], change="amended"
    )
    synchronize(engine)
    near = [each.code for each in related("1.000001", TODAY)]
    assert near[:2] == ["1.000004", "1.000002"]
    assert related("9.999999", TODAY) == []


def test_agencies_are_found_by_old_and_new_names_and_decisions_by_number(procedures):
    from register.models import Agency

    office = Agency.objects.get(key="so-xay-dung")
    record.name_agency(office, "vi", "Sở Quy hoạch và Xây dựng", MAY)
    assert [each.key for each in agencies_named("so quy hoach", TODAY)] == ["so-xay-dung"]
    assert "so-xay-dung" in [each.key for each in agencies_named("Sở Xây dựng", TODAY)]
    assert agencies_named("so quy hoach", APRIL) == []
    assert [each.number for each in decisions_named("quyết định 2/QĐ-UBND")] == ["2/QĐ-UBND"]
