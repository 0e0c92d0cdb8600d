"""What people call a procedure, and when they need it, finds it; what has no guide is found as before."""

import datetime as dt

import pytest

from register import record
from search import derive
from search.find import find
from search.models import IndexDocument
from search.rank import SHARES
from search.synchronize import follow, rebuild
from search.text import body_terms
from search.vocabulary import vocabulary
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE = dt.date(2024, 4, 1), dt.date(2024, 5, 2), dt.date(2024, 6, 3)
DAY = dt.timedelta(days=1)
NAMES = {
    "1.000001": "Đăng ký khai sinh",
    "1.000002": "Đăng ký lại khai sinh",
    "1.000003": "Cấp bản sao trích lục hộ tịch",
    "1.000004": "Đăng ký nhận cha, mẹ, con",
    "1.000005": "Thay đổi, cải chính hộ tịch",
}


@pytest.fixture
def public(province, today, engine):
    today(MAY)
    for number, (code, name) in enumerate(NAMES.items(), 1):
        announced(f"{number}/QĐ-UBND", (code,), effective_on=APRIL, name=name)
    rebuild(engine)
    return engine


def release(code, names=(), use_when=()):
    record.release_guide(code, "vi", {"names": list(names), "use_when": list(use_when), "summary": "Dễ hiểu."}, "minh")


def codes(query, engine, **more):
    return [each.answer.code for each in find(query, using=engine, **more).found]


@pytest.mark.parametrize("query", ["lận đận tuổi tên", "lan dan tuoi ten", "Lận đận  tuổi, tên "])
def test_a_common_name_typed_whole_finds_its_procedure_first(public, query):
    assert codes(query, public)[:1] != ["1.000005"]
    release("1.000005", names=["lận đận tuổi tên"])
    follow(public)
    assert codes(query, public)[0] == "1.000005"


def test_it_stands_before_one_whose_official_name_holds_more_of_the_words(public):
    release("1.000003", names=["đăng ký khai sinh"])
    follow(public)
    assert codes("đăng ký khai sinh", public)[0] == "1.000003"


def test_other_accents_mean_another_name(public):
    release("1.000003", names=["bản sạo"])
    follow(public)
    assert "chosen" not in find("bán sáo", using=public).found[0].features
    assert "chosen" in find("bản sạo", using=public).found[0].features


def test_a_part_of_a_common_name_finds_it_too(public):
    assert "1.000004" not in codes("làm giấy cho bé ngoài giá thú", public)
    release("1.000004", names=["khai sinh bé ngoài giá thú"])
    follow(public)
    assert codes("bé ngoài giá thú", public)[0] == "1.000004"


def test_it_is_judged_by_the_name_that_answers_best(public):
    release("1.000004", names=["khai sinh cho bé ngoài giá thú"])
    follow(public)
    hit = find("khai sinh bé ngoài giá thú", using=public).found[0]
    assert hit.answer.code == "1.000004"
    assert hit.features["coverage"] > 0.9 * SHARES.coverage


def test_when_to_use_it_is_searched(public):
    release("1.000003", use_when=["Con thất lạc bản chính khi dọn phòng trọ."])
    follow(public)
    assert codes("dọn phòng trọ", public)[0] == "1.000003"


def test_when_not_to_use_it_is_not(public):
    record.release_guide("1.000001", "vi", {"not_when": [{"text": "Xin quốc tịch.", "code": ""}]}, "minh")
    follow(public)
    assert "1.000001" not in codes("quốc tịch", public)


def test_it_finds_from_the_day_of_release_until_it_is_taken_back(public, today):
    release("1.000003", use_when=["Thất lạc khi dọn phòng trọ."])
    follow(public)
    assert "1.000003" not in codes("dọn phòng trọ", public, on=MAY - DAY)
    today(JUNE)
    record.take_back_guide("1.000003", "vi", "Đã cũ.", "minh")
    follow(public)
    assert "1.000003" not in codes("dọn phòng trọ", public)
    assert "1.000003" in codes("dọn phòng trọ", public, on=JUNE - DAY)


def test_what_has_no_guide_keeps_its_order(public):
    queries = ("khai sinh", "hộ tịch", "đăng ký lại", "trích lục", "cha mẹ con")
    before = [codes(query, public) for query in queries]
    release("1.000005", names=["chuyện khác hẳn"])
    follow(public)
    assert [codes(query, public) for query in queries] == before


def test_everyday_words_are_no_typing_errors(public):
    release("1.000005", names=["sửa lệch tháng đẻ"])
    follow(public)
    found = find("sửa lệch tháng đẻ", using=public)
    assert found.did_you_mean is None
    assert found.found[0].answer.code == "1.000005"


def test_with_the_engine_away_the_database_knows_the_common_name(public, monkeypatch):
    from search.engines import EngineUnavailable

    release("1.000003", names=["thất lạc sổ"])

    class Away:
        def search(self, *_asked, **_how):
            raise EngineUnavailable("away")

    found = find("thất lạc sổ", using=Away())
    assert found.degraded
    assert [each.answer.code for each in found.found] == ["1.000003"]


# -- Derived tables ----------------------------------------------------------------------------------------------------


def test_a_code_without_guide_has_nothing_in_the_field_and_is_one_document(public):
    rows = IndexDocument.objects.filter(code="1.000001")
    assert [(row.guide_exact, row.guide_folded) for row in rows] == [("", "")]


def test_a_release_cuts_the_history_at_its_day(public, today):
    release("1.000001", names=["giấy đẻ"])
    derive.derive()
    told = IndexDocument.objects.filter(code="1.000001").order_by("from_day").values_list("from_day", "guide_folded")
    assert list(told) == [(APRIL.toordinal(), ""), (MAY.toordinal(), "giay de")]
    assert derive.check() == []


def test_following_and_deriving_anew_give_the_same(public, today):
    release("1.000001", names=["giấy đẻ"], use_when=["Con mới sinh."])
    today(JUNE)
    release("1.000001", names=["giấy chứng sinh"])
    derive.derive()
    followed = sorted(IndexDocument.objects.values_list("id", "hash"))
    derive.derive_all()
    assert sorted(IndexDocument.objects.values_list("id", "hash")) == followed
    assert vocabulary(JUNE, "vi").knows("chung")
    assert not vocabulary(MAY - DAY, "vi").knows("chung")
    assert vocabulary(JUNE, "vi").spellings["chung"] == body_terms("chứng")[0]
