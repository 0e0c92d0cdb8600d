"""All that is wrong with a form is told at once, in the editor's language, at its place."""

import copy

import pytest
from django.utils import translation

from register.forms.patterns import is_safe
from register.forms.problems import is_pattern, problems
from register.forms.reading import read
from tests.register.forms.birth import BIRTH, birth, changed_birth, field, options, place_in


def places(form) -> list[str]:
    return [each.field for each in problems(form) if not each.is_warning]


def test_a_good_form_has_none():
    assert problems(birth()) == []


def test_everything_is_told_at_once_in_the_editors_language():
    form = birth(wish__price={"label": ""}, wish__plate={"pattern": "(?=a)"}, applicant__relation={"options": []})
    assert places(form) == [
        "applicant.relation",
        "applicant.relation_told.show_when",
        "authorization.show_when",
        "wish.price",
        "wish.plate",
    ]
    with translation.override("en"):
        assert "RE2" in next(each.message for each in problems(form) if each.field == "wish.plate")
        assert (
            next(each.message for each in problems(form) if each.field == "wish.price")
            == "There is no Vietnamese name."
        )


@pytest.mark.parametrize(
    ("place", "changed"),
    [
        ("wish__price", {"key": "Giá"}),
        ("wish__price", {"key": "constructor"}),
        ("wish__price", {"key": "copies"}),
        ("wish__price", {"label": {"en": "Price"}}),
        ("wish__price", {"label": "x" * 501}),
        ("wish__price", {"help": "x" * 5_001}),
        ("wish__price", {"pattern": "a"}),
        ("wish__price", {"options": options("a")}),
        ("wish__price", {"least": 5, "most": 4}),
        ("wish__price", {"least": 1.5}),
        ("wish__price", {"most": 10**16}),
        ("wish__price", {"computed": {"sum": ["wish.urgent"]}}),
        ("wish__price", {"computed": {"sum": ["wish.fee"]}}),
        ("wish__price", {"computed": {"count": "wish"}}),
        ("wish__price", {"prefill": "name"}),
        ("wish__price", {"required": True, "require_when": {"field": "wish.urgent", "is": True}}),
        ("wish__price", {"show_when": {"field": "wish.nothing", "is": True}}),
        ("wish__price", {"show_when": {"field": "wish.plate", "is": "x"}}),
        ("wish__price", {"show_when": {"field": "wish.urgent", "is": 1}}),
        ("wish__price", {"show_when": {"field": "wish.urgent", "is": "true"}}),
        ("wish__price", {"show_when": {"field": "applicant.home", "is": "x"}}),
        ("wish__price", {"show_when": {"field": "applicant.relation", "is_one_of": ["parent", "uncle"]}}),
        ("sums__gifts", {"computed": {"product": ["child.gift", 2]}}),
        ("sums__gifts", {"required": True}),
        ("sums__children", {"show_when": {"field": "child.name", "is_answered": True}}),
        ("sums__children", {"show_when": {"field": "sums.gifts", "is": 3}}),
        ("child__gift", {"prefill": "name"}),
        ("wish__ways", {"most": 4}),
        ("wish__ways", {"options": options("a", "a")}),
        ("wish__on", {"whole": True}),
        ("authorization__paper", {"types": ["svg"]}),
        ("authorization__paper", {"size": 10**9}),
        ("authorization__paper", {"most": 21}),
    ],
)
def test_what_is_wrong_is_told_where_it_is(place, changed):
    section, key = place.split("__")
    found = places(birth(**{place: changed}))
    assert found
    assert any(each.startswith(f"{section}.") or each == section for each in found), (key, found)


@pytest.mark.parametrize(
    ("section", "changed"),
    [
        ("child", {"repeat": {"least": 2, "most": 1}}),
        ("child", {"repeat": {"least": 0, "most": 101}}),
        ("child", {"repeat": {"least": 0, "most": 0}}),
        ("child", {"fields": []}),
        ("child", {"key": "wish"}),
        ("child", {"title": ""}),
        ("child", {"show_when": {"field": "child.abroad", "is": True}}),
        ("wish", {"show_when": {"field": "child.abroad", "is": True}}),
    ],
)
def test_so_is_what_is_wrong_with_a_section(section, changed):
    raw = copy.deepcopy(BIRTH)
    place_in(raw, section).update(changed)
    assert problems(read(raw))


def test_a_form_of_nothing_and_one_without_bounds_are_refused():
    assert places(read(BIRTH | {"pages": []})) == ["pages"]
    raw = copy.deepcopy(BIRTH)
    place_in(raw, "wish")["fields"] += [field(f"n{number}", "text", "x") for number in range(600)]
    assert places(read(raw)) == ["pages"]
    assert "procedure" in places(read(BIRTH | {"procedure": "x"}))


def test_a_condition_in_a_group_that_no_one_could_follow_is_refused():
    pairs = [{"any": [{"field": "wish.urgent", "is": True}, {"field": "child.abroad", "is": True}]}] * 7
    assert "child.gift.show_when" in places(birth(child__gift={"show_when": {"all": pairs}}))


def test_a_missing_english_text_is_a_warning_where_the_form_has_english():
    warnings = [each for each in problems(birth(wish__price={"label": "Giá"})) if each.is_warning]
    assert [each.field for each in warnings] == ["wish.price"]
    raw = changed_birth(wish__price={"label": "Giá"}) | {"title": "Đăng ký khai sinh"}
    assert problems(read(raw)) == []


@pytest.mark.parametrize(
    "pattern", ["[A-Z]{2}\\d{3}", "(?:a|b)+", "\\p{L}[\\p{L}\\- ]*", "a{1,}?", "[^\\d\\]x]", "\\(\\d+\\)", "", "ă.ơ"]
)
def test_patterns_that_every_engine_reads_alike_are_taken(pattern):
    assert is_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)", "(?!a)", "(?<=a)b", "(?P<n>a)", "(?<n>a)", r"(a)\1", "a++", "a**", "*a", "(", ")", "[", "[]", "[b-a]",
        "a|*", "^a", "a$", r"\b", r"\s", r"\x41", r"\u0041", r"\p{Greek}", "[[:alpha:]]", "[a&&b]", "[a-\\d]", "(?i)a",
        "a{2}{3}", "{2}", "a{3,2}", "(?#x)", "x" * 301, "((((a{999}){999}){999}){999}){999}",
    ],
)  # fmt: skip
def test_others_are_refused(pattern):
    assert not is_pattern(pattern)


def test_a_refused_pattern_is_never_tried():
    assert not is_safe("(a+)+\\1")
