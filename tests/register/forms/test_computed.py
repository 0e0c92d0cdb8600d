"""Computed values are worked out from checked answers, exactly, and never taken from outside."""

import pytest

from register.forms.computed import computed
from register.forms.conditions import All, AnyOf, Is, IsAnswered, IsOneOf, Not, TooManyWaysError, holds, ways
from tests.register.forms.birth import answers, birth

CHILD = {"name": "An", "born": "2026-01-01"}


def test_sums_products_differences_and_counts():
    given = answers(
        wish={"copies": 3, "price": 8_000}, child=[CHILD | {"gift": 20_000}, CHILD, CHILD | {"gift": 10_000}]
    )
    assert computed(birth(), given) == {
        "wish": {"fee": 24_000},
        "sums": {"gifts": 30_005, "children": 3, "rest": 30_005 - 24_000 - 3},
    }


def test_a_product_with_something_unanswered_is_nothing_and_a_sum_leaves_it_out():
    assert computed(birth(), answers(wish={"copies": 3})) == {
        "wish": {},
        "sums": {"gifts": 5, "children": 1, "rest": 2},
    }


def test_in_a_group_each_has_its_own():
    form = birth(child__gift={"computed": {"product": ["wish.copies", 0.1, 3]}})
    given = answers(wish={"copies": 5}, child=[CHILD, CHILD])
    assert computed(form, given)["child"] == [{"gift": 2}, {"gift": 2}]  # 1.5 in whole đồng, halves up


def test_numbers_are_exact():
    form = birth(sums__children={"computed": {"sum": [0.1, 0.2]}})
    assert computed(form, answers())["sums"]["children"] == 0.3


def test_a_product_of_many_digits_is_worked_out():
    form = birth(child__gift={"computed": {"product": ["wish.copies", 10**15, 10**15]}})
    assert computed(form, answers(wish={"copies": 3}, child=[CHILD]))["child"] == [{"gift": 3 * 10**30}]


def test_a_hidden_one_has_no_value():
    form = birth(sums__children={"show_when": {"field": "wish.urgent", "is": True}})
    assert "children" not in computed(form, answers())["sums"]
    assert computed(form, answers(wish={"urgent": True}))["sums"]["children"] == 1


VALUES = {"a.x": 1, "a.yes": True, "a.many": ["p", "q"], "a.text": "p"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Is("a.x", 1), True),
        (Is("a.x", True), False),
        (Is("a.yes", 1), False),
        (Is("a.many", "q"), True),
        (IsOneOf("a.text", ("q", "p")), True),
        (IsOneOf("a.many", ("r",)), False),
        (IsAnswered("a.nothing"), False),
        (Is("a.nothing", ""), False),
        (Not(Is("a.nothing", 1)), True),
        (All((Is("a.x", 1), Not(IsAnswered("a.text")))), False),
        (AnyOf((Is("a.x", 2), IsAnswered("a.text"))), True),
    ],
)
def test_conditions(condition, expected):
    assert holds(condition, VALUES.get) is expected
    for wanted in (True, False):
        in_some_way = any(all(holds(atom, VALUES.get) == so for atom, so in way) for way in ways(condition, wanted))
        assert in_some_way is (expected is wanted)


def test_too_many_ways_are_refused_before_they_are_written():
    pair = AnyOf((Is("a.x", 1), Is("a.x", 2)))
    with pytest.raises(TooManyWaysError):
        ways(All((pair,) * 60))
