"""A form is one file that older and newer products read."""

import json

import pytest

from register.forms.problems import problems
from register.forms.reading import FormError, read, read_json
from register.forms.writing import to_json, written
from tests.register.forms.birth import BIRTH, birth, changed_birth


def test_what_is_written_is_read_again():
    assert read_json(to_json(birth()).encode()) == birth()
    assert written(birth()) == BIRTH


def test_keys_of_a_later_product_are_kept_written_back_and_told_of():
    raw = changed_birth(wish__price={"unit_shown": "left"}) | {"format": 2, "readable_from": 1, "theme": {"a": 1}}
    form = read(raw)
    again = written(form)
    assert again["theme"] == {"a": 1}
    assert again["pages"][1]["sections"][0]["fields"][3]["unit_shown"] == "left"
    told = [(each.field, each.is_warning) for each in problems(form)]
    assert told == [("", True), ("wish.price", True)]


def test_a_file_that_needs_a_later_product_is_refused_and_says_so():
    with pytest.raises(FormError, match="cập nhật hệ thống"):
        read(BIRTH | {"format": 3, "readable_from": 2})
    with pytest.raises(FormError, match="cập nhật hệ thống"):
        read({key: value for key, value in BIRTH.items() if key != "readable_from"} | {"format": 2})


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "hologram"},
        {"prefill": "blood_group"},
        {"show_when": {"field": "wish.urgent", "is_older_than": 3}},
        {"show_when": {"field": "wish.urgent", "is": True, "is_answered": True}},
        {"show_when": {"none": []}},
        {"computed": {"power": [2, 3]}},
        {"computed": {"sum": [True]}},
        {"when": "leap"},
    ],
)
def test_what_cannot_be_left_out_is_refused_with_its_place(changed):
    with pytest.raises(FormError, match=r"pages\[1\]\.sections\[0\]\.fields\[3\]"):
        read(changed_birth(wish__price=changed))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": NaN}',
        b"\xff\xfe{}",
        b"[" * 200_000,
        b'{"format": 1, "pages": 3}',
        b'{"format": 1, "pages": [3]}',
        b'{"format": 1, "title": 3}',
        b'{"format": 1, "procedure": 3}',
        b" " * 2_000_001,
        json.dumps(BIRTH).encode()[:-30],
    ],
    ids=range(12),
)
def test_what_is_no_form_is_refused_with_a_sentence(raw):
    with pytest.raises(FormError, match=r"\.$"):
        read_json(raw)
