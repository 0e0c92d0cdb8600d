"""The portal evaluates a form as the server does, and makes of what a page sends the answers that it takes."""

import copy
import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.forms.checking import check, validator
from register.forms.computed import computed
from register.forms.conditions import holds
from register.forms.schema import compiled, schema_for, ui, ui_for
from tests.register.forms.birth import FILE, answers, birth
from tests.register.forms.conftest import node_answering
from tests.register.forms.random_answers import valid, value

FORM, DAY, COMMUNES = birth(), dt.date(2026, 11, 27), ["ubnd-phuong-tan-lam", "ubnd-xa-hoa-son"]
HELD = validator(schema_for(compiled(FORM), ui(FORM), DAY, COMMUNES))
UI = ui_for(ui(FORM), "vi") | {
    "province": {
        "key": "ubnd-tinh",
        "label": "tỉnh Lam Sơn",
        "communes": [{"key": key, "label": key} for key in COMMUNES],
    }
}
several = settings(max_examples=60, deadline=None, database=None)
Portal = Callable[..., Any]


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """Asks the portal's own modules under node: `portal(answers=…)`, `portal(page=…, sent=[(name, value)])`."""
    with node_answering("forms.js") as ask:

        def portal(**asked: Any) -> Any:
            told = ask({"ui": UI} | asked)
            assert "error" not in told, told["error"]
            return told

        yield portal


@pytest.fixture
def send(portal) -> Portal:
    """What becomes of a page's fields, each by its place, as `wish__copies="3"`."""

    def sent(page: str, before: Any = None, locale: str = "vi", **fields: Any) -> Any:
        pairs = [
            (f"o-{place.replace('__', '-')}", each)
            for place, values in fields.items()
            for each in (values if isinstance(values, list) else [values])
        ]
        told = portal(page=page, sent=pairs, before=json.dumps(before or {}), locale=locale)
        return told["decoded"]

    return sent


# -- As the server ----------------------------------------------------------------------------------------------------


@several
@given(given=valid(FORM, DAY, COMMUNES))
def test_of_answers_that_may_be_filed_nothing_is_dropped_and_the_same_is_worked_out(portal, given):
    told = portal(answers=given)
    assert told["pruned"] == told["read"] == given
    assert told["computed"] == computed(FORM, given)


@st.composite
def everything(draw: st.DrawFn) -> dict[str, Any]:
    """Answers to all fields, those that are hidden and computed as well."""

    def item(section: Any) -> dict[str, Any]:
        return {
            field.key: draw(value(field, DAY, COMMUNES))
            for field in section.fields
            if field.kind != "information" and draw(st.integers(0, 3))
        }

    return {
        section.key: [item(section) for _ in range(draw(st.integers(1, 3)))] if section.repeat else item(section)
        for section in FORM.sections
    }


def left_of(given: dict[str, Any]) -> dict[str, Any]:
    """What the server would take of answers, by its own conditions."""
    left: dict[str, Any] = {}
    for section in FORM.sections:

        def seen(reference: str) -> Any:
            of, _dot, key = reference.partition(".")
            return left.get(of, {}).get(key)

        if section.show_when and not holds(section.show_when, seen):
            continue
        items = []
        for item in [given[section.key]] if not section.repeat else given[section.key]:
            kept: dict[str, Any] = {}

            def value_of(reference: str, section: Any = section, kept: dict[str, Any] = kept) -> Any:
                of, _dot, key = reference.partition(".")
                return kept.get(key) if of == section.key else left.get(of, {}).get(key)

            for field in section.fields:
                if field.key in item and field.is_asked and (not field.show_when or holds(field.show_when, value_of)):
                    kept[field.key] = item[field.key]
            items.append(kept)
        left[section.key] = items if section.repeat else items[0]
    return left


@several
@given(given=everything())
def test_what_is_hidden_or_computed_is_dropped_and_nothing_else(portal, given):
    told = portal(answers=given)
    assert told["pruned"] == left_of(given)
    codes = {error.code for error in check(told["pruned"], FORM, HELD)}
    assert not codes & {"hidden", "unknown", "type"}
    assert told["computed"] == computed(FORM, told["pruned"])


@pytest.mark.parametrize(
    ("formula", "whole"),
    [
        ({"sum": [0.1, 0.2]}, False),
        ({"product": [0.1, 3, 1e-7]}, False),
        ({"difference": [1e15, 0.3]}, False),
        ({"product": [0.5, 5]}, True),
        ({"product": [-0.5, 5]}, True),
        ({"product": [-0.1, 1]}, True),
        ({"difference": ["wish.weight", {"sum": ["child.gift", {"count": "child"}]}]}, False),
        ({"product": ["wish.copies", {"difference": ["wish.price", 1]}]}, True),
    ],
)
def test_numbers_are_as_exact_as_the_servers(portal, formula, whole):
    form = birth(sums__children={"computed": formula, "whole": whole})
    given = answers(wish={"weight": 3.35, "copies": 3, "price": 8_000}, child=[{"gift": 7}, {}, {"gift": 0}])
    told = portal(ui=ui_for(ui(form), "vi"), answers=given)
    assert told["computed"]["sums"] == computed(form, given)["sums"]


# -- What a page sends ------------------------------------------------------------------------------------------------

WHO = {
    "applicant__name": "  Lê  Thị Hoa ",
    "applicant__id_number": "001 190 012 345",
    "applicant__phone": "0912 345 678",
    "applicant__email": "",
    "applicant__home__place": "ubnd-xa-hoa-son",
    "applicant__home__province": "",
    "applicant__home__commune": "",
    "applicant__home__detail": "Thôn Đồng Mới",
    "applicant__relation": "parent",
    "applicant__relation_told": "hidden by now",
    "authorization__paper": "",
}


def test_a_page_that_was_filled_in_makes_answers_that_may_be_filed(send):
    before = answers(applicant={})
    assert send("who", before, **WHO) == answers()
    assert check(send("who", before, **WHO), FORM, HELD) == []


def test_an_address_elsewhere_is_told_in_words(send):
    elsewhere = {"place": "khac", "province": "Hà Nội", "commune": "phường Hoàn Kiếm", "detail": "1 Hàng Bài"}
    sent = WHO | {f"applicant__home__{part}": text for part, text in elsewhere.items()}
    assert send("who", **sent)["applicant"]["home"] == {
        "province": "Hà Nội",
        "commune": "phường Hoàn Kiếm",
        "detail": "1 Hàng Bài",
    }


@pytest.mark.parametrize(
    ("typed", "locale", "number"),
    [
        ("3", "vi", 3),
        ("1.500.000 đ", "vi", 1_500_000),
        ("1.500.000 đồng", "vi", 1_500_000),
        ("1 500 000", "vi", 1_500_000),
        ("3,5", "vi", 3.5),
        ("3.5", "vi", 3.5),
        ("1.234,5", "vi", 1234.5),
        ("-2", "vi", -2),
        ("1,500,000", "en", 1_500_000),
        ("3.5", "en", 3.5),
        ("ba", "vi", "ba"),
        ("1.5.2", "vi", "1.5.2"),
        ("1e5", "vi", "1e5"),
        ("0x10", "vi", "0x10"),
        ("  ", "vi", None),
    ],
)
def test_numbers_are_read_as_people_write_them(send, typed, locale, number):
    assert send("children", locale=locale, wish__price=typed)["wish"].get("price") == number


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("5", "3", "2026"), "2026-03-05"),
        (("31", "02", "2026"), "2026-02-31"),
        (("", "3", "2026"), "2026-03-"),
        (("x-y", "3", "26"), "0026-03-xy"),
        (("", "", ""), None),
    ],
)
def test_a_day_is_read_from_three_boxes_and_one_that_is_none_stays_for_the_server_to_refuse(send, parts, day):
    day_, month, year = parts
    told = send("children", wish__on__day=day_, wish__on__month=month, wish__on__year=year)
    assert told["wish"].get("on") == day


def test_yes_no_several_lines_accounts_and_the_declaration(send):
    told = send(
        "children",
        wish__urgent="khong",
        wish__ways=["post", "online"],
        wish__said="Một\r\nhai  ",
        wish__account__bank=" Ngân hàng A ",
        wish__account__number="0123 456-789a",
        wish__account__holder="",
        oath__agreed="co",
    )
    assert told["wish"] == {
        "urgent": False,
        "ways": ["post", "online"],
        "said": "Một\nhai",
        "account": {"bank": "Ngân hàng A", "number": "0123456789A"},
    }
    assert told["oath"] == {"agreed": True}


def test_a_group_has_as_many_parts_as_were_sent_and_never_many_more_than_it_may(send):
    two = {"child__0__name": "Lê Minh An", "child__1__name": "", "child__1__abroad": "co", "child__1__country": "Lào"}
    assert send("children", child=["0", "1"], **two)["child"] == [
        {"name": "Lê Minh An"},
        {"abroad": True, "country": "Lào"},
    ]
    assert len(send("children", child=[str(place) for place in range(5_000)])["child"]) == 4


def test_files_go_by_their_names_and_stay_until_they_are_taken_away(send):
    sent = WHO | {"applicant__relation": "relative"}
    told = send("who", **sent | {"authorization__paper": "Ủy quyền.PDF", "authorization__paper__sizes": "2000001"})
    (file,) = told["authorization"]["paper"]
    assert (file["name"], file["type"], file["size"]) == ("Ủy quyền.PDF", "application/pdf", 2_000_001)
    whole = answers(applicant=told["applicant"], authorization=told["authorization"])
    assert [error.path for error in check(whole, FORM, HELD)] == [("authorization", "paper", 0, "size")]
    file["size"] = 2_000_000
    assert check(whole, FORM, HELD) == []
    assert send("who", told, **sent)["authorization"] == told["authorization"]
    assert send("who", told, **sent | {"authorization__paper__removed": file["name"]})["authorization"] == {}


@pytest.mark.parametrize(
    "carried",
    ["", "[]", "null", '{"child": {"name": 1}, "wish": [], "applicant": "x", "__proto__": {"a": 1}, "surplus": {}}'],
)
def test_answers_that_a_page_carries_are_looked_at_before_they_are_drawn(portal, carried):
    told = portal(page="", sent=[], before=carried, locale="vi")["decoded"]
    assert told == {"applicant": {}, "wish": {}, "child": [], "sums": {}, "oath": {}}


def test_of_carried_answers_only_what_its_field_could_have_is_taken(portal):
    wrong = copy.deepcopy(answers(wish={"urgent": "yes", "copies": True, "ways": [1], "account": {"bank": 1}}))
    wrong["applicant"]["relation"] = "relative"
    wrong["authorization"] = {"paper": [FILE | {"size": "1"}]}
    told = portal(page="", sent=[], before=json.dumps(wrong), locale="vi")["decoded"]
    assert (told["wish"], told["authorization"]) == ({}, {})
