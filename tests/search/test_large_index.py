"""A large index: names are asked first, then results, then bodies, where those give too little. On both engines."""

import datetime as dt

import pytest

from cms.drafting import stream
from search import find as finding
from search import plan as planning
from search.find import find
from search.plan import Best, Plan, by_units, first_tries, lighter, plan
from search.synchronize import rebuild
from search.vocabulary import Vocabulary
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
NAMES = ("Cấp giấy phép xây dựng", "Cấp giấy phép kinh doanh", "Đăng ký kết hôn", "Sửa giấy phép xây dựng")


@pytest.fixture
def large(province, engine, monkeypatch):
    """As if the few that stand here were many."""
    monkeypatch.setattr(planning, "LARGE", 1)
    monkeypatch.setattr(finding, "ENOUGH", 2)
    for place, name in enumerate(NAMES, 1):
        announced(f"{place}/QĐ-UBND", (f"1.00000{place}",), effective_on=APRIL, name=name)
    announced(
        "9/QĐ-UBND",
        ("1.000009",),
        effective_on=APRIL,
        name="Công nhận hội",
        steps=["Nộp hồ sơ, kèm giấy phép xây dựng nhà kho."],
    )
    for code in ("1.000007", "1.000008"):
        result = stream("result", [{"name": "Giấy chứng nhận hội viên", "code": ""}])
        announced(f"{code}/QĐ-UBND", (code,), effective_on=APRIL, name=f"Công nhận hội {code}", results=result)
    rebuild(engine)


def test_what_most_names_hold_is_not_looked_for_in_bodies(large):
    assert {each.answer.code for each in find("giấy phép xây dựng").found} == {"1.000001", "1.000004"}


def test_results_are_asked_where_names_give_too_little(large):
    assert {each.answer.code for each in find("giấy chứng nhận hội viên").found} == {"1.000007", "1.000008"}


def test_bodies_are_asked_where_names_give_too_little(large):
    assert "1.000009" in {each.answer.code for each in find("nhà kho").found}


def test_a_facet_does_not_widen_what_it_narrows(large):
    whole = find("giấy phép xây dựng")
    sector, count = next(iter(whole.facets["sector"].items()))
    assert find("giấy phép xây dựng", selected={"sector": [sector], "levels": ["none"]}).total == 0
    assert find("giấy phép xây dựng", selected={"sector": [sector]}).total == count


@pytest.mark.parametrize(
    "query", ["giấy phép xây dựng", "giay phep xây dưng", "gpxd nhà kho", "giấy chứng nhận hội viên"]
)
def test_what_is_asked_for_less_finds_the_same_with_the_same_weights(large, engine, query):
    asked = plan(query, APRIL)
    whole = by_units(asked.reading.units, asked.weights)
    told, lightly = (engine.search(Plan(clause, APRIL, "vi"), 10).hits for clause in (whole, lighter(whole)))
    assert len(told) > 1
    assert [hit.code for hit in told] == [hit.code for hit in lightly]
    assert [hit.score for hit in told] == pytest.approx([hit.score for hit in lightly], rel=1e-4)


def test_a_word_of_one_name_in_four_is_no_condition_beside_others():
    common = Vocabulary(folded={"giay": 30, "phep": 26, "rung": 25, "trong": 2}, documents=100)
    units = plan("giấy phép trồng rừng", APRIL, vocabulary=common).reading.units
    names, _results = first_tries(units, light=common.light)
    conditions = repr(names.clauses)
    assert names.must == 1
    assert "trong" in conditions and "rung" in conditions
    assert "giay" not in conditions and "giay" in repr(names.extra)


def test_common_words_are_asked_for_where_there_are_no_others():
    common = Vocabulary(folded={"giay": 30, "phep": 26}, documents=100)
    units = plan("phép giấy", APRIL, vocabulary=common).reading.units
    assert "giay" in repr(first_tries(units, light=common.light)[0].clauses)


def test_names_are_asked_for_all_words_of_what_a_unit_stands_for():
    units = plan("gpxd nhà kho", APRIL).reading.units
    names, results = first_tries(units)
    (acronym, *_rest), (widely, *_words) = names.clauses, results.clauses
    assert isinstance(acronym, Best)
    assert [each.must for each in acronym.clauses[1:]] == [len(each.clauses) for each in acronym.clauses[1:]]
    assert any(each.must < len(each.clauses) for each in widely.clauses[1:])
