"""*Begin a form* proposes a draft from the announced text: its papers by case, and never a note."""

import datetime as dt

import pytest

from register.document import complete
from register.forms.checking import check, validator
from register.forms.conditions import Is, IsOneOf
from register.forms.definition import Kind
from register.forms.problems import problems
from register.forms.proposing import propose
from register.forms.schema import compiled, schema_for, ui

FILE = {"id": "a" * 16, "name": "a.pdf", "type": "application/pdf", "size": 1}


def paper(name, kind="submit", **more):
    return {"kind": kind, "name": name, "originals": 1, "copies": 0, "form": None, "note": ""} | more


def proposed(*groups, audiences=("citizen",), name="Đăng ký việc"):
    components = [{"case": case, "items": items} for case, items in groups]
    form = propose(complete({"code": "1.000001", "name": name, "audiences": list(audiences), "components": components}))
    assert problems(form) == []
    return form


def labels(form, section="papers"):
    return [each.label.vi for each in form.by_key[section].fields] if section in form.by_key else []


def test_each_paper_to_submit_is_a_file_and_a_note_is_nothing():
    form = proposed(("", [paper("Tờ khai"), paper("Thẻ căn cước", "present"), paper("Nộp trước ngày 5", "note")]))
    assert labels(form) == ["Tờ khai"]
    assert form.by_key["papers"].fields[0].kind == Kind.FILE
    assert labels(form, "to_present") == ["Thẻ căn cước"]
    assert form.by_key["to_present"].fields[0].kind == Kind.INFORMATION
    assert "Nộp trước ngày 5" not in str(form)
    assert "case" not in form.by_key


def test_of_several_cases_one_is_chosen_and_asks_for_its_papers():
    form = proposed(
        ("Trường hợp cấp mới", [paper("Đơn"), paper("Ảnh")]),
        ("Trường hợp cấp lại", [paper("Đơn"), paper("Giấy cũ")]),
        ("Giấy tờ phải nộp:", [paper("Tờ khai chung")]),
    )
    assert [option.label.vi for option in form.by_key["case"].fields[0].options] == [
        "Trường hợp cấp mới",
        "Trường hợp cấp lại",
        "Không thuộc trường hợp nào ở trên",
    ]
    assert {each.label.vi: each.show_when for each in form.by_key["papers"].fields} == {
        "Đơn": IsOneOf("case.case", ("case_1", "case_2")),
        "Ảnh": Is("case.case", "case_1"),
        "Giấy cũ": Is("case.case", "case_2"),
        "Tờ khai chung": None,
    }


def test_one_heading_alone_is_no_case():
    form = proposed(("Hồ sơ của người nhận con nuôi", [paper("Đơn")]), ("Giấy tờ phải nộp", [paper("Ảnh")]))
    assert "case" not in form.by_key
    assert all(each.show_when is None for each in form.by_key["papers"].fields)


def test_one_case_beside_what_all_need_is_chosen_or_not():
    form = proposed(("Mọi trường hợp", [paper("Đơn")]), ("Trường hợp nhờ người khác", [paper("Giấy ủy quyền")]))
    assert [option.key for option in form.by_key["case"].fields[0].options] == ["case_1", "case_other"]
    assert form.by_key["papers"].fields[1].show_when == Is("case.case", "case_1")


def test_without_papers_of_all_one_of_the_cases_is_chosen():
    form = proposed(("Cấp mới", [paper("Đơn")]), ("Cấp lại", [paper("Giấy cũ")]))
    assert [option.key for option in form.by_key["case"].fields[0].options] == ["case_1", "case_2"]


def test_a_paper_of_a_case_and_of_all_is_asked_for_in_all():
    form = proposed(("", [paper("Đơn")]), ("Cấp mới", [paper("Đơn"), paper("Ảnh")]), ("Cấp lại", [paper("Giấy cũ")]))
    assert form.by_key["papers"].fields[0].show_when is None
    assert labels(form) == ["Đơn", "Ảnh", "Giấy cũ"]


def test_help_tells_copies_and_template_and_the_whole_of_a_long_name():
    template = {"name": "Mẫu số 01.docx", "sha256": "", "size": 0, "type": ""}
    form = proposed(("", [paper("Tờ khai", copies=2, form=template, note="Ghi đủ."), paper("Văn bản rất dài " * 50)]))
    first, second = form.by_key["papers"].fields
    assert first.help.vi == "1 bản chính, 2 bản sao\nTheo mẫu: Mẫu số 01.docx\nGhi đủ."
    assert len(second.label.vi) <= 500 and second.label.vi.endswith("…")
    assert second.help.vi.startswith(("Văn bản rất dài " * 50).strip())


@pytest.mark.parametrize(
    ("audiences", "sections"),
    [
        (["citizen"], ["person"]),
        (["business", "cooperative"], ["organization"]),
        (["citizen", "business"], ["applicant", "person", "organization"]),
        ([], ["person"]),
    ],
)
def test_the_applicant_is_asked_for_as_the_text_lists_who_may_apply(audiences, sections):
    form = proposed(audiences=audiences)
    assert [section.key for section in form.pages[0].sections] == [*sections, "contact"]


def test_who_has_no_vietnamese_number_tells_a_passport():
    keys = [field.key for field in proposed(audiences=["citizen", "foreigner"]).by_key["person"].fields]
    assert keys == ["name", "birth_date", "identified_by", "id_number", "passport"]
    assert "passport" not in [field.key for field in proposed().by_key["person"].fields]


def test_it_can_be_filled_in():
    form = proposed(("Cấp mới", [paper("Đơn")]), ("Cấp lại", [paper("Giấy cũ")]), audiences=["citizen", "business"])
    held = validator(schema_for(compiled(form), ui(form), dt.date(2026, 11, 27), []))
    answers = {
        "applicant": {"kind": "person"},
        "person": {"name": "Lê Thị Hoa", "birth_date": "1990-01-02", "id_number": "001190012345"},
        "contact": {
            "phone": "0912345678",
            "address": {"province": "Lam Sơn", "commune": "Hòa Sơn", "detail": "Thôn 1"},
        },
        "case": {"case": "case_2"},
        "papers": {"paper_2": [FILE]},
        "declaration": {"agreed": True},
    }
    assert check(answers, form, held) == []
    assert [each.path for each in check(answers | {"papers": {"paper_1": [FILE]}}, form, held)] == [
        ("papers", "paper_1"),
        ("papers", "paper_2"),
    ]
