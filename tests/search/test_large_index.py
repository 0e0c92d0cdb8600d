"""A large index: names are asked first, then results, then bodies, where those give too little. On both engines."""

import datetime as dt

import pytest

from cms.drafting import stream
from search import find as finding
from search import plan as planning
from search.find import find
from search.synchronize import rebuild
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
