"""The way of a list through the desk: upload, look, choose, write; hers alone, and nothing before the last click."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms import jobs
from cms.models import Edition, Job, ListedProcedure, Upload
from register import clock
from tests import build
from tests.build import announced

from .conftest import digest
from .lists import HEADER, ROW, docx, xlsx

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/nhap-tu-tep/"
DAY = dt.date(2024, 4, 1)


def bring(client, content, decision=None, name="danh-sach.xlsx"):
    address = f"{PAGE}?quyet-dinh={decision.pk}" if decision else PAGE
    answer = client.post(address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


@pytest.fixture
def decision(control):
    return build.decision("", signed_on=None)


def test_lan_looks_at_each_row_and_nothing_is_written(lan, decision, client):
    announced(effective_on=DAY, name="Đăng ký khai sinh cũ")
    client.force_login(lan)
    before = digest("register_", "cms_edition", "cms_procedure", "cms_listed")
    page = bring(client, xlsx(HEADER, ROW, ("1.000002", *ROW[1:]), ("hỏng", *ROW[1:])), decision)
    html = client.get(page).content.decode()
    assert "Thay đổi" in html and "<del>" in html and "không có dạng" in html
    assert digest("register_", "cms_edition", "cms_procedure", "cms_listed") == before


def test_what_she_ticks_becomes_drafts_of_the_decision(lan, decision, client):
    announced(effective_on=DAY, name="Đăng ký khai sinh", steps=["Bước đang có"])
    client.force_login(lan)
    page = bring(client, xlsx(HEADER, ROW, ("1.000002", *ROW[1:]), ("1.000003", *ROW[1:])), decision)
    client.post(page, {"row": ["3", "4"], "change": ""})
    drafts = {row.code: row for row in Edition.objects.filter(decision=decision)}
    assert {code: row.change for code, row in drafts.items()} == {"1.000001": "amended", "1.000002": "new"}
    assert drafts["1.000001"].steps.raw_data[0]["value"]["text"] == "Bước đang có"
    assert (drafts["1.000002"].name, drafts["1.000002"].sector.key) == ("Đăng ký khai sinh", "ho-tich")
    assert "Đã ghi xong 2 dòng" in client.get(page).content.decode()


def test_the_sections_of_an_annex_say_what_the_decision_does(lan, decision, client):
    announced(codes=("1.000001", "1.000002"), effective_on=DAY, levels=["province", "commune"])
    client.force_login(lan)
    head = ("Mã", "Tên thủ tục")
    content = docx(
        "A. Sửa đổi, bổ sung", [head, ("1.000001", "x")], "B. Bị bãi bỏ", "Cấp xã", [head, ("1.000002", "y")]
    )
    page = bring(client, content, decision, "phu-luc.docx")
    rows = [str(row["number"]) for row in Upload.objects.get().rows]
    client.post(page, {"row": rows})
    found = {row.code: (row.change, row.levels) for row in Edition.objects.filter(decision=decision)}
    assert found == {"1.000001": ("amended", ["province", "commune"]), "1.000002": ("abolished", ["commune"])}


def test_without_a_decision_it_fills_the_list_of_ministries(lan, decision, client):
    client.force_login(lan)
    client.post(bring(client, xlsx(HEADER, ROW)), {"row": ["3"]})
    row = ListedProcedure.objects.get()
    assert (row.code, row.name, row.issuer) == ("1.000001", "Đăng ký khai sinh", "Bộ Tư pháp")
    page = bring(client, xlsx(HEADER, ("1.000001", "Đăng ký khai sinh lưu động", *ROW[2:])))
    assert "<ins> lưu động</ins>" in client.get(page).content.decode()
    client.post(page, {"row": ["3"]})
    assert ListedProcedure.objects.get().name == "Đăng ký khai sinh lưu động"
    assert (
        "Không đổi"
        in client.get(
            bring(client, xlsx(HEADER, ("1.000001", "Đăng ký khai sinh lưu động", *ROW[2:])))
        ).content.decode()
    )


def test_a_bad_file_is_told_on_the_page(lan, decision, client):
    client.force_login(lan)
    page = bring(client, b"%PDF-1.7", decision, "phu-luc.pdf")
    assert "Tệp PDF không đọc được" in client.get(page).content.decode()


def test_the_page_shows_that_a_worker_is_at_it(lan, decision, client, monkeypatch):
    monkeypatch.setattr(jobs.asked, "send", lambda *args, **kwargs: [])
    client.force_login(lan)
    page = bring(client, xlsx(HEADER, ROW), decision)
    shown = client.get(page)
    assert shown["Refresh"] == "2" and "Đang đọc tệp" in shown.content.decode()
    jobs.work()
    assert "Refresh" not in client.get(page).headers


def test_a_write_taken_up_again_writes_nothing_twice(lan, decision, client, monkeypatch):
    client.force_login(lan)
    page = bring(client, xlsx(HEADER, ROW, ("1.000002", *ROW[1:])), decision)
    client.post(page, {"row": ["3", "4"]})
    job = Job.objects.get(kind="write")
    Job.objects.filter(pk=job.pk).update(state="running", lease_until=clock.now() - dt.timedelta(minutes=1))
    assert jobs.work() == 1
    assert Edition.objects.filter(decision=decision).count() == 2
    client.post(page, {"row": ["3"]})  # nor a second click
    assert Job.objects.filter(kind="write").count() == 1


def test_procedures_of_another_department_are_left_out(lan, decision, client):
    build.edition(build.decision("", signed_on=None, department_key="so-xay-dung"), department_key="so-xay-dung")
    client.force_login(lan)
    page = bring(client, xlsx(HEADER, ROW), decision)
    assert "Thủ tục của đơn vị khác." in client.get(page).content.decode()
    client.post(page, {"row": ["3"]})
    assert not Edition.objects.filter(decision=decision).exists()


def test_an_upload_is_hers_alone(lan, tuan, minh, decision, client):
    client.force_login(lan)
    page = bring(client, xlsx(HEADER, ("1.000001", "TÊN BÍ MẬT", *ROW[2:])), decision)
    before = digest("cms_")
    for other in (tuan, minh):
        client.force_login(other)
        assert client.get(page).status_code == client.post(page, {"row": ["3"]}).status_code == 404
    assert digest("cms_") == before


def test_a_list_for_a_foreign_or_announced_decision_is_refused(lan, tuan, decision, client):
    public = announced("7/QĐ-UBND")
    from cms.models import Decision

    announced_one = Decision.objects.get(number=public.number)
    client.force_login(tuan)
    assert client.get(f"{PAGE}?quyet-dinh={decision.pk}").status_code == 404
    client.force_login(lan)
    assert client.get(f"{PAGE}?quyet-dinh={announced_one.pk}").status_code == 404
    assert client.get(f"{PAGE}?quyet-dinh=x").status_code == 404


def test_uploads_are_forgotten_after_a_day(lan, decision, client, monkeypatch):
    client.force_login(lan)
    bring(client, xlsx(HEADER, ROW), decision)
    assert jobs.forget_uploads() == 0
    later = clock.now() + dt.timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    jobs.forget_uploads()
    assert not Upload.objects.exists()


def test_the_number_of_queries_of_the_preview_does_not_grow_with_the_rows(lan, decision, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(lan)
    seen = []
    for count in (3, 300):
        page = bring(client, xlsx(HEADER, *((f"1.{n:06}", *ROW[1:]) for n in range(count))), decision)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        seen.append(len(queries))
    assert seen[0] == seen[1]


LINE = {
    "code": "1.000001",
    "name": "Đăng ký khai sinh",
    "decision_number": "9/QĐ-UBND",
    "levels": ["commune"],
    "sector": "Hộ tịch",
    "steps": "Bước 1: Nộp hồ sơ\nTại bộ phận một cửa.\nBước 2: Nhận kết quả\nTại nơi nộp.",
    "methods": [{"channel": "counter", "duration": {"value": 3, "unit": "working_day"}, "fee": "free"}],
    "components": [{"group": "Giấy tờ phải nộp", "name": "Tờ khai", "originals": 1, "copies": 0}],
    "legal_basis": [{"number": "60/2014/QH13", "title": "Luật Hộ tịch"}],
}


def lines(*rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def test_json_lines_bring_whole_texts_which_are_counted_before_they_are_taken(lan, decision, client):
    announced(effective_on=DAY, name="Đăng ký khai sinh", steps=["Bước đang có"])
    client.force_login(lan)
    broken = LINE | {"code": "1.000003", "levels": ["xã"]}
    page = bring(client, lines(LINE, LINE | {"code": "1.000002"}, broken), decision, "noi-dung.jsonl")
    html = client.get(page).content.decode()
    assert "Cả nội dung: 2 bước, 1 cách nộp, 1 giấy tờ, 1 căn cứ." in html
    assert "levels phải có ít nhất một trong" in html
    client.post(page, {"row": ["1", "2"], "change": ""})
    drafts = {row.code: row for row in Edition.objects.filter(decision=decision)}
    assert {code: row.change for code, row in drafts.items()} == {"1.000001": "amended", "1.000002": "new"}
    for draft in drafts.values():
        assert [each["value"]["title"] for each in draft.steps.raw_data] == [
            "Bước 1: Nộp hồ sơ",
            "Bước 2: Nhận kết quả",
        ]
        assert draft.sector.key == "ho-tich"
        assert draft.procedure.department == decision.department


def test_a_line_that_ends_a_procedure_names_what_stands_for_it(lan, decision, client):
    announced(codes=("1.000001", "1.000002"), effective_on=DAY)
    client.force_login(lan)
    ending = LINE | {"change": "replaced", "replaced_by": ["1.000002"]}
    page = bring(client, lines(ending), decision, "noi-dung.jsonl")
    client.post(page, {"row": ["1"], "change": ""})
    draft = Edition.objects.get(decision=decision)
    assert (draft.change, [each["value"] for each in draft.successors.raw_data]) == ("replaced", ["1.000002"])


def test_json_lines_fill_the_list_of_ministries_as_any_list_does(lan, decision, client):
    client.force_login(lan)
    page = bring(client, lines(LINE | {"issuer": "bo-tu-phap"}), None, "noi-dung.jsonl")
    client.post(page, {"row": ["1"]})
    listed = ListedProcedure.objects.get()
    assert (listed.code, listed.name, listed.sector, listed.issuer) == (
        "1.000001",
        "Đăng ký khai sinh",
        "Hộ tịch",
        "bo-tu-phap",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"code": "1.000001"', "bị cắt giữa chừng"),
        (b'{"code": "1.000001"}\n', "Thiếu decision_number"),
        (b'{"code": NaN}\n', "NaN không phải là số"),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_cannot_be_ticked(lan, decision, client, content, words):
    client.force_login(lan)
    page = bring(client, content, decision, "noi-dung.jsonl")
    html = client.get(page).content.decode()
    assert words in html and "disabled" in html
    client.post(page, {"row": ["1"], "change": "new"})
    assert not Edition.objects.filter(decision=decision).exists()
