"""What is understood of a query, without any engine: each rule alone."""

import datetime as dt
from pathlib import Path

import pytest

from search.plan import plan, read
from search.query.codes import codes_in
from search.query.letters import from_telex, from_vni, written
from search.query.thesaurus import Row, Thesaurus, read_rows, shipped
from search.text import forms, pairs
from search.vocabulary import Vocabulary

DAY = dt.date(2026, 1, 1)
NAMES = (
    "đăng ký kết hôn",
    "đăng ký kết hôn lưu động",
    "đăng ký khai sinh",
    "cấp giấy phép xây dựng nhà ở",
    "cấp lại giấy phép lái xe",
    "giải quyết hưởng chế độ thai sản",
    "cấp thẻ bảo hiểm y tế",
    "xác nhận tình trạng hôn nhân",
    "hội nghề nghiệp và xã hội",
    "nhà ở xã hội",
    "bảo trợ xã hội",
)


def vocabulary(*names: str) -> Vocabulary:
    counts: dict[str, dict[str, int]] = {"exact": {}, "folded": {}, "pair": {}}
    for name in names:
        made = [forms(word) for word in name.split()]
        for kind, terms in (
            ("exact", [one for one, _ in made]),
            ("folded", [other for _, other in made]),
            ("pair", pairs([other for _, other in made])),
        ):
            for term in set(terms):
                counts[kind][term] = counts[kind].get(term, 0) + 1
    return Vocabulary(**counts, documents=len(names))


WORDS = vocabulary(*NAMES)
ROWS = Thesaurus(
    [
        Row("giấy độc thân", ("tình trạng hôn nhân",), "word", False, True, 1.0),
        Row("GPLX", ("giấy phép lái xe",), "acronym", True, True, 1.0),
        Row("CO", ("xuất xứ hàng hóa",), "acronym", True, True, 1.0),
        Row("sinh con", ("khai sinh", "chế độ thai sản"), "situation", False, True, 0.8),
        Row("má", ("mẹ",), "word", False, False, 0.8),
    ]
)


def reading(query: str, **options):
    return read(query, WORDS, ROWS, **options)


def said(query: str) -> list[str]:
    return [word.written for word in reading(query).words]


def rules(query: str) -> dict[str, str]:
    return {rule.name: rule.did for rule in reading(query).rules}


@pytest.mark.parametrize(
    "text",
    ["1.000894", "1.000894.000.00.00.H62", "mã 1.000894 ở đâu", "1.000.894", "1 000 894", "1,000894", "1-000894",
     "TTHC-1.000894", "1. 000894", "1.OOO894", "１.０００８９４", "1000894", "1.00 0894",
     "10.00894", "1_000894", "TTHC1.000894", "1.000894 . 000 . 00 . 00 . H62", "(1.000894)", "H62.1.000894",
     "01.000894", "1/000894", "1.000894.000", "1.000894.000.00", "1.000894 000 00 00 H62", "1000894000.00.00.H62",
     "1.000894.00.00.00.H62", "1.000894,000.00.00.H62", "1000894H62"],
)  # fmt: skip
def test_a_code_is_known_however_it_is_written(text):
    assert reading(text).codes == ["1.000894"]


@pytest.mark.parametrize(
    "text",
    [
        "2.000.000 đồng",
        "118/2014/NĐ-CP",
        "0912345678",
        "năm 2024",
        "nộp 1.500.000đ",
        "A1",
        "ngày 12/05/2024",
        "12/5/2024",
        "0912 345 678",
        "5000000000",
        "1/2014/TT-BTC",
        "15.000.000",
    ],
)
def test_other_numbers_are_no_codes(text):
    assert codes_in(text) == []


def test_six_digits_alone_may_belong_to_any_first_digit():
    assert "1.000894" in codes_in("000894") and "2.000894" in codes_in("000894")


def test_numbers_that_are_no_code_after_all_are_looked_for_as_words():
    assert plan("1.234567 kết hôn", DAY, vocabulary=WORDS).relaxed is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ddawng", "đăng"), ("kys", "ký"), ("giaays", "giấy"), ("nguwowif", "người"), ("truwowngf", "trường"),
     ("tieesng", "tiếng"), ("quyeenf", "quyền"), ("hoaf", "hòa"), ("khai", None), ("đăng", None)],
)  # fmt: skip
def test_telex_that_no_input_method_took_is_read(typed, meant):
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("d9a8ng", "đăng"), ("ky1", "ký"), ("giay61", "giấy"), ("tru7o7ng2", "trường"), ("khai", None), ("123", None)],
)
def test_vni_that_no_input_method_took_is_read(typed, meant):
    assert from_vni(typed) == meant


@pytest.mark.parametrize("word", ["hoàn", "hòa", "quyền", "người", "giữ", "khoáng", "tử", "nghĩa", "thuế", "chuyển"])
def test_a_word_of_the_index_is_shown_as_people_write_it(word):
    assert written(forms(word)[0]) == word


def test_typing_left_over_is_mended_only_where_the_word_is_unknown():
    assert said("ddawng kys keets hoon") == ["đăng", "ký", "kết", "hôn"]
    assert said("đăng ký kết hôn") == ["đăng", "ký", "kết", "hôn"]


def test_words_written_together_are_parted():
    assert said("dangky khaisinh") == ["dang", "ky", "khai", "sinh"]


def test_neighbours_choose_the_spelling():
    assert said("đăng ký kết hom") == ["đăng", "ký", "kết", "hôn"] or said("dang ky ket hom")[-1] == "hon"
    assert said("cap lai giay phep lai xd")[-1] != "xa"


def test_a_possible_syllable_without_a_known_neighbour_stays():
    assert said("quán phở") == ["quán", "phở"]


def test_the_better_spelling_is_told_and_can_be_refused():
    assert reading("dang ky ket hom").corrected == "dang ky ket hon"
    exactly = reading("dang ky ket hom", exactly=True)
    assert [word.written for word in exactly.words] == ["dang", "ky", "ket", "hom"]
    assert exactly.corrected == "dang ky ket hon"
    assert reading("dang ky ket hon").corrected is None


def alternatives(query: str) -> list[str]:
    return [" ".join(each.folded) for unit in reading(query).units for each in unit.alternatives]


def test_everyday_words_stand_for_official_ones():
    assert "tinh trang hon nhan" in alternatives("xin giấy độc thân")
    assert alternatives("sinh con") == ["khai sinh", "che do thai san"]


def test_an_expression_that_means_something_else_without_accents_needs_them():
    assert alternatives("má") == ["me"]
    assert alternatives("ma") == []


def test_letters_that_are_also_a_syllable_mean_the_letters_only_in_capitals():
    assert "xuat xu hang hoa" in alternatives("cấp CO")
    assert "xuat xu hang hoa" not in alternatives("có")


def test_acronyms_work_in_both_directions():
    assert "giay phep lai xe" in alternatives("gplx")
    assert "gplx" not in alternatives("giấy phép lái xe"), "no text has the letters"
    written_short = read("giấy phép lái xe", vocabulary(*NAMES, "đổi gplx"), ROWS)
    assert [each.folded for unit in written_short.units for each in unit.alternatives] == [("gplx",)]


def test_letters_that_no_list_holds_are_read_from_the_texts():
    assert "bao hiem y te" in alternatives("thẻ BHYT")
    assert "dang ky ket hon" in alternatives("đkkh")
    assert "xay dung" in alternatives("giấy phép XD")


def test_dots_in_letters_change_nothing():
    assert alternatives("B.H.Y.T") == alternatives("BHYT")


def test_fillers_are_not_required_but_a_query_of_fillers_alone_is_asked_for():
    assert [unit.soft for unit in reading("tôi muốn kết hôn").units] == [True, True, False, False]
    assert not any(unit.soft for unit in reading("hướng dẫn").units)


def test_a_filler_that_is_part_of_a_term_counts():
    assert not any(unit.soft for unit in reading("giấy phép nhà ở").units)
    assert not any(unit.soft for unit in reading("xa hoi").units)


def test_an_unfinished_last_word_is_completed_by_the_one_before():
    assert "dung" in alternatives("giấy phép xây d")
    assert "dung" not in alternatives("giấy phép xây d ")  # a space ends it


def test_action_and_level_are_heard():
    assert reading("cấp lại giấy phép").action == "again"
    assert reading("gia hạn giấy phép").action == "extend"
    assert reading("giấy phép cấp tỉnh").levels == ("province",)


@pytest.mark.parametrize("query", ["", "   ", "?!…", "\u200b\u200b", "\ud800", "\x00"])
def test_a_query_without_words_asks_for_everything(query):
    assert plan(query, DAY, vocabulary=WORDS).clause is None


def test_full_width_and_invisible_signs_change_nothing():
    assert said("ｋｈａｉ\u200b ｓｉｎｈ") == ["khai", "sinh"]


def test_the_shipped_thesaurus_is_whole():
    from search.query.thesaurus import SHIPPED

    rows = [row for path in sorted(SHIPPED.glob("*.tsv")) for row in read_rows(path)]
    assert len(rows) >= 3000
    assert {row.kind for row in rows} == {"acronym", "word", "situation"}
    assert all(0 < row.weight <= 1 and all(row.stands_for) for row in rows)
    expressions = [row.expression.lower() for row in rows]
    assert len(set(expressions)) == len(expressions)
    assert shipped().words


def test_a_row_that_cannot_be_read_is_named(tmp_path: Path):
    path = tmp_path / "x.tsv"
    path.write_text("expression\tstands_for\tkind\tdirection\tunaccented\tweight\na\tb\tword\tto\tyes\tviel\n")
    with pytest.raises(ValueError, match=r"x\.tsv:2"):
        list(read_rows(path))
