"""A list of services comes in from Excel, is looked at row by row, and is released whole by the control office."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.importing.opening import FileError
from cms.importing.services import listed, read_again, read_services, written
from register import record
from register.models import ServiceList
from register.services import service_level
from register.words import ServiceKind
from tests.build import announced

from .lists import docx, xlsx

pytestmark = pytest.mark.django_db

APRIL, MAY = dt.date(2024, 4, 1), dt.date(2024, 5, 2)
INDEX = "/quan-tri/danh-muc-dich-vu-cong/"
NEW = f"{INDEX}moi/"
HEADER = ("STT", "Mã số TTHC", "Tên thủ tục hành chính", "Cấp thực hiện")
FORM = {"kind": "full", "number": "7/QĐ-UBND", "signed_on": "2024-04-30", "from_on": "2024-05-02"}
ROWS = (HEADER, (1, "1.000001", "Đăng ký khai sinh", "Cấp xã"), (2, "1.000002", "Kết hôn", "Tỉnh, xã"))


def told(*rows):
    return [(row.code, row.levels, row.problem) for row in read_services(xlsx(*rows))]


def upload(content, name="danh-muc.xlsx"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def desk(province, minh, client, today):
    today(MAY)
    announced(effective_on=APRIL)
    client.force_login(minh)
    return client


# -- Reading -----------------------------------------------------------------------------------------------------------


def test_codes_and_levels_are_read_under_their_headers():
    assert told(*ROWS) == [("1.000001", ["commune"], ""), ("1.000002", ["province", "commune"], "")]


def test_without_a_column_of_levels_it_is_every_level():
    assert told(("Mã số", "Tên"), ("1.000001", "Khai sinh")) == [("1.000001", [], "")]


def test_codes_alone_are_a_list():
    assert told(("Mã số",), ("1.000001",), ("1.000002.000.00.00.H62",), ("12",)) == [
        ("1.000001", [], ""),
        ("1.000002", [], ""),
        ("12", [], "Mã 12 không có dạng 1.001612."),
    ]


def test_a_heading_gives_the_level_of_the_rows_below_it():
    rows = (("Mã số", "Tên"), ("A. Cấp tỉnh",), ("1.000001", "Một"), ("B. Cấp xã",), ("1.000001", "Một"))
    assert told(*rows) == [("1.000001", ["province"], ""), ("1.000001", ["commune"], "")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ((1, "", "Không mã", "Xã"), "Thiếu mã thủ tục."),
        ((1, "abc", "Mã lạ", "Xã"), "không có dạng"),
        ((1, "1.000003", "Cấp lạ", "cấp thôn"), "Không hiểu cấp “cấp thôn”"),
        ((1, "1.000001", "Hai lần", "Cấp xã"), "đã có ở dòng"),
        ((1, "1.000001", "Hai lần", ""), "đã có ở dòng"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row, problem):
    rows = read_services(xlsx(*ROWS, row))
    assert [bool(each.problem) for each in rows] == [False, False, True]
    assert problem in rows[2].problem


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0", "đời cũ"),
        (b"Ma so\n1.000001", "phải là tệp Excel"),
        (docx([HEADER, ("1", "1.000001", "Khai sinh", "Xã")]), "phải là tệp Excel"),
        (xlsx(("Tên",), ("Khai sinh",)), "cần bảng có cột mã"),
        (xlsx(*ROWS)[:900], "hỏng"),
        (xlsx(("Mã số",), *(("1.000001",) for _once in range(5_001))), "quá 5000 dòng"),
    ],
)
def test_a_file_that_is_no_list_gets_a_clear_sentence(content, sentence):
    with pytest.raises(FileError, match=sentence):
        read_services(content)


def test_what_is_shown_before_the_release_is_what_is_read_again():
    rows = read_services(xlsx(*ROWS, (3, "1.000003", "Mọi cấp", "")))
    assert listed(read_again(written(rows))) == listed(rows)


# -- At the desk -------------------------------------------------------------------------------------------------------


def test_first_it_is_looked_at_and_only_then_released(desk):
    page = desk.post(NEW, {**FORM, "file": upload(xlsx(*ROWS))})
    assert not ServiceList.objects.exists()
    text = page.content.decode()
    assert "Thêm vào danh mục: <b>2</b>" in text
    assert "Đăng ký việc 1.000001" in text  # its name in force, not the one of the file
    desk.post(NEW, {**FORM, "text": page.context["text"], "confirm": "1"})
    row = ServiceList.objects.get()
    assert (row.kind, row.number, row.from_on, row.released_by) == ("full", "7/QĐ-UBND", MAY, "minh")
    assert row.codes == {"1.000001": ["commune"], "1.000002": ["commune", "province"]}
    assert service_level("1.000001", "commune", MAY) == ServiceKind.FULL
    assert "7/QĐ-UBND" in desk.get(INDEX).content.decode()
    assert "1.000002" in desk.get(f"{INDEX}{row.pk}/").content.decode()


def test_each_row_tells_what_it_would_do_to_the_list_before(desk):
    before = {"1.000001": ["commune"], "1.000002": ["commune"], "1.000004": []}
    record.release_service_list(ServiceKind.FULL, before, "6/QĐ-UBND", APRIL, APRIL, "minh")
    page = desk.post(NEW, {**FORM, "file": upload(xlsx(*ROWS, (3, "1.000003", "Mới", "Xã")))})
    assert {effect.code: effect.kind for effect in page.context["effects"]} == {
        "1.000001": "same",
        "1.000002": "changed",
        "1.000003": "new",
        "1.000004": "gone",
    }
    words = {effect.code: effect.words for effect in page.context["effects"]}
    assert words["1.000001"] == ""
    assert "Chưa có nội dung đang có hiệu lực" in words["1.000003"]


def test_a_list_with_a_row_that_cannot_be_taken_is_not_released(desk):
    page = desk.post(NEW, {**FORM, "file": upload(xlsx(*ROWS, (3, "12", "Mã lạ", "Xã"))), "confirm": "1"})
    assert "hãy sửa các dòng không nhận được" in page.content.decode()
    assert 'name="confirm"' not in page.content.decode()
    assert not ServiceList.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "khac"}, "kind"),
        ({"signed_on": "2024-05-03"}, "signed_on"),  # tomorrow
        ({"from_on": ""}, "from_on"),
        ({"file": None}, "file"),
        ({"file": b"%PDF-1.7"}, "file"),
        ({"file": b"x" * (2 * 1024 * 1024 + 1)}, "file"),
        ({"number": "/"}, "number"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(desk, wrong, field):
    content = wrong.get("file", xlsx(*ROWS))
    file = {"file": upload(content)} if content else {}
    page = desk.post(NEW, {**FORM, **wrong, "file": "", **file, "confirm": "1"})
    assert list(page.context["form"].errors) == [field]
    assert not ServiceList.objects.exists()


def test_who_is_not_of_the_control_office_sees_and_releases_nothing(province, lan, client):
    record.release_service_list(ServiceKind.FULL, {"1.000001": []}, "6/QĐ-UBND", APRIL, APRIL, "minh")
    client.force_login(lan)
    for url in (INDEX, NEW, f"{INDEX}{ServiceList.objects.get().pk}/"):
        page = client.get(url)
        assert page.status_code == 302 and "6/QĐ-UBND" not in page.content.decode()
    client.post(NEW, {**FORM, "file": upload(xlsx(*ROWS)), "confirm": "1"})
    assert ServiceList.objects.count() == 1


def test_longer_lists_ask_the_database_no_more(desk):
    counts = []
    for size in (2, 40):
        rows = [(n, f"1.{n:06}", "Tên", "Xã") for n in range(1, size)]
        desk.post(NEW, {**FORM, "file": upload(xlsx(HEADER, *rows))})
        with CaptureQueriesContext(connection) as queries:
            desk.post(NEW, {**FORM, "file": upload(xlsx(HEADER, *rows))})
        counts.append(len(queries))
    assert counts[0] == counts[1]
