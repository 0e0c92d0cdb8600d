"""A form is begun from the papers, built by its department, released by the control office, handed on as a file."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.drafting import stream
from cms.form_building import data_of, fill, form_of
from cms.form_words import in_words
from cms.forming import begin
from cms.models import IntakeForm, Procedure
from register.forms.definition import Kind
from register.forms.in_use import form_in_use
from register.forms.reading import read
from register.forms.writing import to_json, written
from register.models import ReleasedForm
from tests import build
from tests.register.forms.birth import BIRTH, CODE, birth, changed_birth

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/snippets/cms/intakeform/"
TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _that_day(today):
    today(TODAY)


@pytest.fixture
def lan(control):
    return build.author("lan", "so-tu-phap")


@pytest.fixture
def procedure(control):
    """Announced, with two papers to submit and a note."""
    items = [
        {"kind": "submit", "name": "Tờ khai đăng ký khai sinh", "originals": 1},
        {"kind": "submit", "name": "Giấy chứng sinh", "originals": 1},
        {"kind": "note", "name": "Lưu ý: giấy tờ do nước ngoài cấp phải hợp pháp hóa"},
    ]
    papers = stream("case", [{"case": "", "items": items}])
    build.announced(codes=(CODE,), signed_on=TODAY, effective_on=TODAY, name="Đăng ký khai sinh", components=papers)
    return Procedure.objects.get(code=CODE)


def built(procedure, form=None) -> IntakeForm:
    """A draft with a revision, as the desk leaves it."""
    row = IntakeForm(procedure=procedure)
    fill(row, form or birth())
    row.save()
    row.save_revision()
    return IntakeForm.objects.get(pk=row.pk)


def page(row, view="page"):
    return f"{LIST}{view}/{row.pk}/"


def told(answer) -> list[str]:
    return [str(each).strip() for each in answer.context["messages"]]


def release(client, row):
    row.refresh_from_db()
    return client.post(page(row, "release"), {"revision": row.latest_revision_id}, follow=True)


# -- What editors build is what the file says -------------------------------------------------------------------------


def test_a_form_of_every_kind_of_field_goes_into_the_editor_and_comes_out_the_same(procedure):
    kinds = {field.kind for section in birth().sections for field in section.fields}
    assert kinds == set(Kind)
    assert written(form_of(built(procedure))) == BIRTH


@pytest.mark.parametrize(
    "condition",
    [
        {"field": "wish.copies", "is": 2},
        {"field": "wish.weight", "is_one_of": [0.5, 2.25]},
        {"field": "wish.urgent", "is": False},
        {"field": "applicant.relation", "is": "other"},
        {"not": {"field": "applicant.relation", "is_one_of": ["parent", "other"]}},
        {"not": {"field": "applicant.email", "is_answered": True}},
        {"all": [{"field": "wish.urgent", "is": True}, {"field": "applicant.email", "is_answered": True}]},
        {"any": [{"field": "wish.urgent", "is": True}, {"not": {"field": "wish.copies", "is": 1}}]},
    ],
)
def test_a_condition_is_said_in_words_and_means_the_same(procedure, condition):
    form = read(changed_birth(sums__gifts={"show_when": condition}))
    row = built(procedure, form)
    block = row.pages[1].value["sections"][2]["fields"][0]["show_when"]
    assert not block["other"] and len(block["conditions"])
    assert form_of(row) == form


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [{"field": "wish.urgent", "is": True}]},
        {"not": {"any": [{"field": "wish.urgent", "is": True}, {"field": "wish.copies", "is": 1}]}},
        {"field": "applicant.relation_told", "is": " cậu "},
        {"field": "wish.copies", "is": "2"},
    ],
)
def test_a_condition_that_the_words_cannot_say_is_kept_as_it_is(procedure, condition):
    form = read(changed_birth(sums__gifts={"show_when": condition}))
    assert form_of(built(procedure, form)) == form


def test_an_option_is_named_in_a_condition_by_its_name(procedure):
    row = built(procedure)
    section = row.pages[0].value["sections"][1]
    section["show_when"]["conditions"][0]["values"] = "Lựa chọn relative"
    assert written(form_of(row))["pages"][0]["sections"][1]["show_when"] == {
        "field": "applicant.relation",
        "is": "relative",
    }
    assert in_words(form_of(row).by_key["authorization"].show_when, birth()) == "“Quan hệ” là “Lựa chọn relative”"


def test_a_field_is_named_in_a_condition_by_what_it_asks_and_found_in_its_own_part_first(procedure):
    def when(called):
        return {"join": "all", "conditions": [{"field": called, "test": "is_answered", "values": ""}]}

    def field(label, **more):
        return {"label": label, "kind": "text", **more}

    page = {
        "title": "Gia đình",
        "sections": [
            {"title": "Mẹ", "fields": [field("Họ tên"), field("Quê", show_when=when("họ  tên"))]},
            {"title": "Con", "fields": [field("Họ tên"), field("Trường?", show_when=when("Họ tên"))]},
            {
                "title": "Khác",
                "fields": [field("Lớp", show_when=when("trường")), field("Tổ", show_when=when("Họ tên"))],
            },
        ],
    }
    row = IntakeForm(procedure=procedure)
    row.pages = json.dumps([{"type": "page", "value": page}])
    fields = data_of(row)["pages"][0]["sections"]
    asked = [each["show_when"]["field"] for section in fields for each in section["fields"] if "show_when" in each]
    assert asked == ["me.ho_ten", "con.ho_ten", "con.truong", "Họ tên"]


def test_what_has_no_key_gets_one_from_its_name_and_keeps_it(procedure):
    row = built(procedure)
    fields = row.pages[0].value["sections"][0]["fields"]
    fields[0]["key"], fields[0]["label"] = "", "Họ, chữ đệm, tên"
    fields[1]["key"], fields[1]["label"] = "", "Họ, chữ đệm, tên"
    form = form_of(row)
    assert list(form.places)[:2] == ["applicant.ho_chu_dem_ten", "applicant.ho_chu_dem_ten_2"]
    fields[0]["label"] = "Tên khác"
    assert next(iter(form_of(row).places)) == "applicant.ho_chu_dem_ten"


def test_what_a_later_version_of_the_product_wrote_is_kept(procedure):
    raw = changed_birth(wish__copies={"colour": "red"}) | {"theme": "dark"}
    assert written(form_of(built(procedure, read(raw)))) == raw


# -- Beginning --------------------------------------------------------------------------------------------------------


def empty(procedure) -> dict[str, str]:
    return {"procedure": str(procedure.pk), "title": "", "title_en": "", "pages-count": "0"}


def test_lan_begins_a_form_from_the_papers_and_notes_become_no_field(procedure, lan, client):
    client.force_login(lan)
    answer = client.post(f"{LIST}add/", empty(procedure))
    row = IntakeForm.objects.get()
    assert answer.url == page(row)
    labels = [field.label.vi for section in form_of(row).sections for field in section.fields]
    assert {"Tờ khai đăng ký khai sinh", "Giấy chứng sinh"} <= set(labels)
    assert not any("hợp pháp hóa" in label for label in labels)
    assert row.title == "Đăng ký khai sinh"
    assert "Phải sửa trước khi công khai" not in client.get(page(row)).content.decode()


def test_lan_chooses_the_procedure_by_its_name(procedure, lan, client):
    client.force_login(lan)
    shown = client.get("/quan-tri/snippets/choose/cms/procedure/results/", {"q": "khai sinh"}).content.decode()
    assert CODE in shown and "Đăng ký khai sinh" in shown
    assert CODE not in client.get("/quan-tri/snippets/choose/cms/procedure/results/", {"q": "kết hôn"}).content.decode()


def test_each_procedure_has_one_form(procedure, lan, client):
    built(procedure)
    client.force_login(lan)
    answer = client.post(f"{LIST}add/", empty(procedure))
    assert "Thủ tục này đã có mẫu đơn" in str(answer.context["form"].errors)


def test_a_procedure_without_a_text_is_begun_by_hand(control):
    draft = build.edition(build.decision("", signed_on=None), "1.000009")
    row = IntakeForm(procedure=draft.procedure)
    assert begin(row) is False and not len(row.pages)


# -- Releasing --------------------------------------------------------------------------------------------------------


def test_minh_releases_and_lan_does_not(procedure, lan, minh, client):
    row = built(procedure)
    client.force_login(lan)
    assert "Công khai mẫu đơn" not in client.get(page(row)).content.decode()
    release(client, row)
    assert form_in_use(CODE) is None
    client.force_login(minh)
    assert told(release(client, row)) == ["Đã công khai mẫu đơn số 1."]
    assert form_in_use(CODE).form == birth()
    assert ReleasedForm.objects.get().released_by == "minh"


def test_a_form_with_problems_says_where_and_is_not_released(procedure, minh, client):
    row = built(procedure, read(changed_birth(wish__plate={"pattern": "(?=x)"})))
    client.force_login(minh)
    shown = client.get(page(row)).content.decode()
    assert 'data-field="wish.plate"' in shown and "Công khai mẫu đơn</button>" not in shown
    assert any("wish.plate" in each or "Mã bệnh viện" in each or CODE in each for each in told(release(client, row)))
    assert not ReleasedForm.objects.exists()


def test_what_was_changed_after_minh_opened_the_page_is_not_released(procedure, minh, client):
    row = built(procedure)
    seen = row.latest_revision_id
    row.title = "Tên mà Minh chưa xem"
    row.save()
    row.save_revision()
    client.force_login(minh)
    answer = client.post(page(row, "release"), {"revision": seen}, follow=True)
    assert "vừa được người khác sửa" in told(answer)[-1]
    assert not ReleasedForm.objects.exists()


def test_a_form_in_use_never_changes_and_the_next_one_tells_what_differs(procedure, minh, client, today):
    row = built(procedure)
    client.force_login(minh)
    release(client, row)
    fill(row, birth(wish__said={"label": {"vi": "Điều muốn nói thêm"}}))
    row.save()
    row.save_revision()
    assert form_in_use(CODE).form == birth()
    shown = client.get(page(row)).content.decode()
    assert "Dự thảo khác mẫu đó" in shown and "Điều muốn nói thêm" in shown
    assert "Có sửa sau khi công khai" in client.get(LIST).content.decode()
    today(TODAY + DAY)
    client.force_login(minh)
    assert told(release(client, row)) == ["Đã công khai mẫu đơn số 2."]
    assert form_in_use(CODE, TODAY).version == f"{CODE}/1" and form_in_use(CODE).version == f"{CODE}/2"


def test_taken_back_with_a_reason_and_only_then_deleted(procedure, lan, minh, client):
    row = built(procedure)
    client.force_login(minh)
    release(client, row)
    client.post(page(row, "delete"))
    assert IntakeForm.objects.exists()
    client.force_login(lan)
    client.post(page(row, "take-back"), {"reason": "Mẫu đã đổi."})
    assert form_in_use(CODE)
    client.force_login(minh)
    client.post(page(row, "take-back"), {"reason": " "})
    assert form_in_use(CODE)
    client.post(page(row, "take-back"), {"reason": "Mẫu đã đổi."})
    assert form_in_use(CODE) is None
    client.post(page(row, "delete"))
    assert not IntakeForm.objects.exists()


# -- As a file --------------------------------------------------------------------------------------------------------


def send(client, row, raw: bytes):
    return client.post(page(row, "bring-in"), {"file": SimpleUploadedFile("mau.json", raw)}, follow=True)


def test_the_file_that_is_exported_gives_the_same_form_elsewhere(procedure, lan, client):
    row = built(procedure)
    client.force_login(lan)
    file = client.get(page(row, "export"))
    assert file.headers["Content-Disposition"] == f'attachment; filename="mau-don-{CODE}.json"'
    assert json.loads(file.content) == BIRTH
    fill(row, birth(applicant__name={"label": {"vi": "Khác"}}))
    row.save()
    assert told(send(client, row, file.content))[-1].startswith("Đã nhập mẫu đơn từ tệp.")
    row.refresh_from_db()
    assert form_of(row) == birth()
    assert row.revisions.count() == 2


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"{", "không phải JSON"),
        (b"[]", "JSON"),
        (to_json(read(BIRTH | {"procedure": "1.000777"})).encode(), "Tệp là mẫu đơn của thủ tục 1.000777"),
        (json.dumps(BIRTH | {"format": 9, "readable_from": 9}).encode(), "hãy cập nhật hệ thống"),
    ],
)
def test_a_file_that_is_no_form_of_this_procedure_changes_nothing(procedure, lan, client, raw, words):
    row = built(procedure)
    client.force_login(lan)
    answer = send(client, row, raw)
    assert words in str(answer.context["form"].errors["file"])
    row.refresh_from_db()
    assert form_of(row) == birth()


def test_another_department_sees_builds_and_takes_nothing(procedure, tuan, client):
    row = built(procedure)
    client.force_login(tuan)
    for view in ("page", "edit", "export", "bring-in"):
        assert client.get(page(row, view)).status_code in {302, 403, 404}, view
