"""The ten forms of the sample are whole: in both languages, with a place for every paper that the text wants."""

import datetime as dt

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.sample import HERE, intake_forms
from register.answer import answer
from register.forms.checking import check, validator
from register.forms.definition import Kind
from register.forms.problems import problems
from register.forms.reading import read_json
from register.forms.schema import compiled, schema_for, ui
from register.words import ComponentKind
from tests.register.forms.random_answers import valid

FORMS = {form.procedure: form for form in intake_forms()}
DAY, COMMUNES = dt.date(2026, 11, 27), ["ubnd-phuong-tan-lam", "ubnd-xa-hoa-son"]
ITSELF = "the form itself"
# Where each paper that the text of today wants is asked for.
PAPERS = {
    "9.000101": {
        "Tờ khai đăng ký khai sinh": ITSELF,
        "Giấy chứng sinh do cơ sở y tế": "child.certificate",
        "Văn bản ủy quyền": "authorization.paper",
        "Biên bản trẻ bị bỏ rơi": "special.record",
        "Giấy xác nhận mang thai hộ": "special.surrogacy",
    },
    "9.000102": {
        "Tờ khai đăng ký kết hôn": ITSELF,
        "Giấy xác nhận tình trạng hôn nhân": "husband.status",
    },
    "9.000103": {
        "Tờ khai đăng ký khai tử": ITSELF,
        "Giấy báo tử": "notice.paper",
        "Văn bản ủy quyền": "applicant.authorization",
    },
    "9.000104": {
        "Tờ khai cấp Giấy xác nhận": ITSELF,
        "Bản án, quyết định ly hôn": "status.divorced",
        "Giấy xác nhận tình trạng hôn nhân đã cấp": "earlier.paper",
        "Văn bản ủy quyền": "helper.authorization",
    },
    "9.000105": {
        "Tờ khai cấp bản sao": ITSELF,
        "Văn bản ủy quyền": "submitter.authorization",
        "Văn bản yêu cầu": "office.request",
    },
    "9.000302": {
        "Tờ khai thay đổi thông tin cư trú": ITSELF,
        "Giấy tờ, tài liệu chứng minh chỗ ở": "place.proof",
        "Danh sách người đăng ký tạm trú": "together.list",
    },
    "9.000602": {
        "Đơn đề nghị cấp giấy phép": ITSELF,
        "Giấy tờ chứng minh quyền sử dụng đất": "land.paper",
        "Bản vẽ: mặt bằng": "house.drawings",
        "Bản cam kết bảo đảm an toàn": "house.safe",
        "Bản vẽ của từng giai đoạn": "stage.drawings",
    },
    "9.000702": {
        "Giấy đề nghị đăng ký hộ kinh doanh": ITSELF,
        "Giấy tờ pháp lý của chủ hộ": "owner.paper",
        "Giấy tờ pháp lý của các thành viên": "member.paper",
        "Biên bản họp": "family.minutes",
        "Văn bản ủy quyền cho một thành viên": "family.authorization",
    },
    "9.000804": {"Đơn đề nghị cấp bản sao": ITSELF},
    "9.001001": {
        "Tờ khai đề nghị trợ giúp xã hội": ITSELF,
        "Giấy xác nhận khuyết tật": "case.certificate",
        "Giấy khai sinh và trích lục khai tử": "case.birth",
        "Tờ khai thay đổi": ITSELF,
    },
}


def test_there_are_ten():
    assert len(FORMS) == 10 and FORMS.keys() == PAPERS.keys()


def test_each_lies_in_the_file_of_its_procedure():
    assert {path.stem: read_json(path.read_bytes()).procedure for path in HERE.glob("forms/*.json")} == {
        code: code for code in FORMS
    }


@pytest.mark.parametrize("code", sorted(FORMS))
def test_a_form_has_nothing_to_mend_and_is_whole_in_both_languages(code):
    form = FORMS[code]
    assert problems(form) == []
    texts = [form.title, *(page.title for page in form.pages)]
    for section in form.sections:
        texts.append(section.title)
        for field in section.fields:
            texts += [field.label, *(option.label for option in field.options)]
            assert bool(field.help.vi) == bool(field.help.en), field.key
        assert bool(section.help.vi) == bool(section.help.en), section.key
    assert all(text.vi and text.en and text.vi != text.en for text in texts), [text for text in texts if not text.en]
    assert 3 <= len(form.pages) <= 7
    assert form.sections[-1].fields[-1].kind == Kind.DECLARATION


@pytest.mark.slow
@pytest.mark.django_db
def test_every_paper_of_the_text_has_its_place_and_no_note_is_asked_for():
    call_command("load_sample")
    for code, form in FORMS.items():
        asked = {place: field.label.vi for place, (_section, field) in form.places.items() if field.is_asked}
        groups = answer(code).edition.data["components"]
        items = [item for group in groups for item in group["items"]]
        for item in items:
            if item["kind"] == ComponentKind.SUBMIT:
                places = [place for begun, place in PAPERS[code].items() if item["name"].startswith(begun)]
                assert places, (code, item["name"])
                for place in places:
                    assert place == ITSELF or form.places[place][1].kind == Kind.FILE, (code, place)
            if item["kind"] == ComponentKind.NOTE:
                assert item["name"] not in asked.values(), code


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(FORMS))
def test_any_valid_answers_are_taken_and_each_question_is_asked_of_somebody(code):
    form = FORMS[code]
    schema = schema_for(compiled(form), ui(form), DAY, COMMUNES)
    held = validator(schema)
    reached: set[str] = set()

    @settings(max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def answered(data: st.DataObject) -> None:
        answers = data.draw(valid(form, DAY, COMMUNES))
        assert check(answers, form, held) == []
        for key, given_ in answers.items():
            for item in given_ if isinstance(given_, list) else [given_]:
                reached.update(f"{key}.{name}" for name in item)

    answered()
    asked = {place for place, (_section, field) in form.places.items() if field.is_asked}
    assert asked - reached == set()
