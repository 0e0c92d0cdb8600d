"""Before a newer form is released, what differs from the one in use is told place by place."""

import copy

import pytest

from register.forms.differences import Difference, differences
from register.forms.reading import read
from tests.register.forms.birth import BIRTH, birth, field, place_in


def told(after) -> list[str]:
    return [each.told for each in differences(birth(), after)]


def test_the_same_form_has_none():
    assert differences(birth(), birth()) == []


@pytest.mark.parametrize(
    ("place", "changed", "line"),
    [
        ("wish__price", {"required": True}, "wish.price: Bắt buộc: – → có"),
        ("wish__price", {"most": 5}, "wish.price: Nhiều nhất: 100000 → 5"),
        ("wish__price", {"label": "Giá"}, "wish.price: Tên: Lệ phí một bản sao / LỆ PHÍ MỘT BẢN SAO → Giá"),
        ("wish__price", {"kind": "number"}, "wish.price: Loại trường: dong → number"),
        ("wish__plate", {"pattern": "x"}, r"wish.plate: Mẫu ký tự: [A-Z]{2}\d{3} → x"),
        ("authorization__paper", {"types": ["pdf"]}, "authorization.paper: Loại tệp: pdf, jpg → pdf"),
        ("wish__price", {"colour": "red"}, "wish.price: colour: – → red"),
    ],
)
def test_a_changed_field_is_told_with_both_values(place, changed, line):
    assert told(birth(**{place: changed})) == [line]


def test_what_came_went_and_moved_is_told():
    raw = copy.deepcopy(BIRTH)
    fields = place_in(raw, "wish")["fields"]
    fields.append(fields.pop(0))
    del fields[0]
    fields.append(field("seen", "yes_no", "Đã xem"))
    found = differences(birth(), read(raw))
    assert [(each.place, each.what) for each in found] == [("wish", "order"), ("wish.seen", ""), ("wish.copies", "")]
    assert [each.told for each in found[1:]] == ["Thêm: Đã xem (wish.seen)", "Bỏ: Số bản sao (wish.copies)"]


def test_so_are_sections_pages_and_the_form_itself():
    raw = copy.deepcopy(BIRTH)
    place_in(raw, "child")["repeat"]["most"] = 5
    raw["pages"][0]["title"] = {"vi": "Người khai"}
    raw["title"] = {"vi": "Khai sinh"}
    assert [(each.place, each.what) for each in differences(birth(), read(raw))] == [
        ("", "title"),
        ("who", "title"),
        ("child", "repeat"),
    ]


def test_one_way_is_the_mirror_of_the_other():
    after = birth(wish__price={"most": 5}, child__gift={"help": "x"})
    forth, back = differences(birth(), after), differences(after, birth())
    assert [Difference(each.place, each.what, each.after, each.before) for each in back] == forth
