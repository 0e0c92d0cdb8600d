"""A guide is asked whether it reads easily; an announced text never is."""

import pytest
import yaml
from django.conf import settings

from cms.plain_words import LONGEST, RULES, plain_words, readability
from register.guide import EMPTY

GOOD = EMPTY | {
    "names": ["làm giấy khai sinh"],
    "summary": "Bạn xin giấy khai sinh cho con. Xã làm trong ngày.",
    "use_when": ["Con mới sinh."],
    "mistakes": [{"text": "Viết tắt tên.", "instead": "Viết đủ họ tên."}],
}


def told(language="vi", **changed):
    return [(each.field, each.message) for each in readability("1.000001", language, GOOD | changed)]


def test_a_plain_one_is_left_alone():
    assert told() == []


def test_all_of_it_only_warns():
    assert all(each.is_warning for each in readability("1.000001", "vi", EMPTY))


def test_a_long_sentence_is_told_where_it_stands():
    long = " ".join(["tiếng"] * (LONGEST["vi"] + 1))
    [(field, message)] = told(not_when=[{"text": f"Ngắn. {long}.", "code": ""}])
    assert field == "not_when"
    assert "Câu dài 31 tiếng" in message


def test_a_sentence_of_just_that_length_is_not():
    assert told(summary=" ".join(["tiếng"] * LONGEST["vi"])) == []


def test_words_of_officials_come_with_the_plain_ones():
    assert told(summary="Bạn xuất trình căn cước.") == [("summary", "“xuất trình”: nên nói “đưa cho xem”.")]


def test_capitals_and_the_place_of_the_tone_make_no_difference():
    assert [field for field, _message in told(use_when=["XUẤT TRÌNH hộ chiếu.", "Huỷ bỏ việc đã đăng ký."])] == [
        "use_when",
        "use_when",
    ]


def test_only_the_longest_of_two_expressions_is_told():
    [(_field, message)] = told(summary="Gửi cơ quan nhà nước có thẩm quyền.")
    assert message.startswith("“cơ quan nhà nước có thẩm quyền”")


def test_the_same_word_twice_in_a_field_is_told_once():
    assert len(told(summary="Xuất trình thẻ. Xuất trình hộ chiếu.")) == 1


def test_half_a_word_is_no_word():
    assert told(summary="Bạn mang căn cước.") == []  # not “căn cứ”


def test_a_number_of_a_legal_text_is_told():
    [(_field, message)] = told(mistakes=[{"text": "Quên ảnh.", "instead": "Xem 45/2020/NĐ-CP."}])
    assert "45/2020/NĐ-CP" in message


def test_names_and_cases_that_are_missing_are_told():
    assert [field for field, _message in told(names=[], use_when=[])] == ["names", "use_when"]


def test_english_is_not_read_as_vietnamese():
    assert told("en", summary="Doi tuong: you.", names=["birth certificate"]) == []
    assert told("en", summary=" ".join(["word"] * (LONGEST["en"] + 1)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_finds_something(rule):
    bad = EMPTY | {"summary": "Xuất trình theo 45/2020/NĐ-CP " + " ".join(["rồi"] * LONGEST["vi"])}
    assert list(rule("1.000001", "vi", bad))


def test_the_table_is_whole():
    table = plain_words()
    assert len(table) >= 40
    assert all(said.strip() and plain.strip() and said != plain for said, plain in table.values())
    advised = {said for said, _plain in table.values()}
    assert not advised & {plain for _said, plain in table.values()}  # what is advised is not warned of


def test_the_samples_own_guides_read_easily():
    guides = yaml.safe_load((settings.BASE_DIR / "cms/sample/guides.yaml").read_text(encoding="utf-8"))
    for each in guides:
        text = EMPTY | {key: each[key] for key in each.keys() & EMPTY.keys()}
        assert readability(each["code"], each["language"], text) == []


def test_nothing_of_it_is_asked_of_an_announced_text():
    from cms import checks

    rules = {*checks.ALWAYS, *checks.AT_THE_DESK, *checks.TO_LOOK_AT}
    assert not {rule.__name__ for rule in rules} & {rule.__name__ for rule in RULES}
