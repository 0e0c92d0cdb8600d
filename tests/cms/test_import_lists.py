"""Lists in files of all kinds: what can be read is read, and what cannot gets a sentence that says what to do."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from cms.importing.opening import MAX_BYTES, FileError
from cms.importing.rows import MOST_ROWS, read_rows

from .lists import HEADER, ROW, docx, saved, with_entry, xlsx, zipped

ANNEX = ("STT", "Mã số TTHC", "Tên thủ tục hành chính", "Thời hạn")


def told(content):
    return [(row.code, row.name, row.change, row.levels, row.problem) for row in read_rows(content)]


# -- Good files --------------------------------------------------------------------------------------------------------


def test_the_export_of_the_national_portal_is_read_under_its_banner():
    (row,) = read_rows(xlsx(HEADER, ROW))
    assert (row.code, row.name, row.issuer, row.agency, row.sector, row.problem) == (
        "1.000001", "Đăng ký khai sinh", "Bộ Tư pháp", "Ủy ban nhân dân cấp xã", "Hộ tịch", "",
    )  # fmt: skip


def test_columns_may_be_moved():
    moved = [HEADER[place] for place in (4, 1, 3, 0, 2)]
    row = [ROW[place] for place in (4, 1, 3, 0, 2)]
    assert told(xlsx(moved, row)) == told(xlsx(HEADER, ROW))


def test_sections_and_levels_of_an_annex_fill_change_and_level():
    content = docx(
        "A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH",
        "I. Thủ tục hành chính cấp tỉnh",
        [ANNEX, ("1", "1.000001", "Thủ tục một", "5 ngày")],
        "B. DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG",
        "I. Thủ tục hành chính cấp xã",
        [ANNEX, ("1", "1.000002", "Thủ tục hai", "5 ngày")],
        "C. DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC THAY THẾ",
        [ANNEX, ("1", "1.000003", "Thủ tục ba", "")],
        "D. DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ",
        [ANNEX, ("1", "1.000004", "Thủ tục bốn", "")],
    )
    assert [(code, change, levels) for code, _name, change, levels, _problem in told(content)] == [
        ("1.000001", "new", ["province"]),
        ("1.000002", "amended", ["commune"]),
        ("1.000003", "replaced", ["commune"]),
        ("1.000004", "abolished", ["commune"]),
    ]


def test_a_heading_inside_of_a_table_counts_as_one():
    heading = ("Thủ tục hành chính bị bãi bỏ",) * 4
    content = docx([ANNEX, heading, ("1", "1.000001", "Thủ tục một", "")])
    assert told(content)[0][2] == "abolished"


def test_what_is_pasted_from_excel_is_read():
    text = "\t".join(HEADER) + "\n" + "\t".join(ROW)
    assert told(text.encode()) == told(xlsx(HEADER, ROW))


def test_the_local_form_of_a_code_is_the_national_one():
    assert told(xlsx(HEADER, ("1.000001.000.00.00.H62", *ROW[1:])))[0][0] == "1.000001"


def test_a_code_that_excel_took_for_a_number_gets_its_zeros_back():
    assert told(xlsx(HEADER, (1.00001, *ROW[1:])))[0][0] == "1.000010"


def test_html_is_read_as_a_reader_sees_it():
    content = """<html><style>p {}</style><script>alert(1)</script><table>
      <tr><th>Mã</th><th>Tên thủ tục</th></tr>
      <tr style="display:none"><td>1.000009</td><td>Ẩn</td></tr>
      <tr><td>1.000001</td><td>Đăng ký <span style="position:absolute; left:-9999px">bí mật</span>kết hôn
        <i style="font-size:0">không thấy</i><b style="COLOR: #FFFFFF">trắng</b></td></tr></table></html>"""
    assert told(content.encode()) == [("1.000001", "Đăng ký kết hôn", "", [], "")]


# -- Rows that cannot be taken -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("", *ROW[1:]), "Thiếu mã"),
        (("khai sinh", *ROW[1:]), "không có dạng"),
        (("1.00001", *ROW[1:]), "không có dạng"),
        (("1.000001", "", "", "", ""), "Thiếu tên"),
        (("45000", *ROW[1:]), "không có dạng"),
    ],
)
def test_a_row_that_says_no_procedure_is_told_why(row, words):
    (read,) = read_rows(xlsx(HEADER, row))
    assert words in read.problem


def test_a_code_that_comes_twice_is_taken_once():
    problems = [problem for *_row, problem in told(xlsx(HEADER, ROW, ROW))]
    assert problems[0] == "" and "đã có ở dòng 3" in problems[1]


def test_a_formula_that_was_never_computed_is_told():
    (read,) = read_rows(xlsx(HEADER, ("=A9", *ROW[1:])))
    assert read.problem


# -- Files that cannot be taken ----------------------------------------------------------------------------------------


def macros():
    return with_entry(xlsx(HEADER, ROW), "xl/vbaProject.bin", b"x")


def bomb():
    return with_entry(xlsx(HEADER, ROW), "xl/media/image.bin", b"0" * 30_000_000)


def many_entries():
    return zipped(**{f"xl__{number}": b"x" for number in range(3000)}, xl__workbook_dot_xml=b"<x/>")


def entity():
    text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>'
    return zipped(xl__workbook_dot_xml=text, xl___rels__workbook_dot_xml_dot_rels=b"<x/>")


BAD = {
    "nothing": (lambda: b"", "rỗng"),
    "blanks": (lambda: b" \n ", "rỗng"),
    "too large": (lambda: b"a" * (MAX_BYTES + 1), "lớn hơn"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00", "không phải văn bản"),
    "pdf": (lambda: b"%PDF-1.7", "PDF"),
    "old excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đời cũ"),
    "password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "mật khẩu",
    ),
    "macros": (macros, "macro"),
    "zip bomb": (bomb, "quá lớn"),
    "many entries": (many_entries, "quá lớn"),
    "another zip": (lambda: zipped(a_dot_txt=b"x"), "không phải Word hay Excel"),
    "cut short": (lambda: xlsx(HEADER, ROW)[:-200], "hỏng"),
    "external entity": (entity, "Không mở được"),
    "broken sheet": (lambda: zipped(xl__workbook_dot_xml=b"<x"), "Không mở được"),
    "broken word": (lambda: zipped(word__document_dot_xml=b"<x"), "Không mở được"),
    "utf-16": (lambda: "Mã\tTên".encode("utf-16"), "UTF-16"),
    "tcvn": (lambda: b"M\xb7 s\xe8\tT\xaan th\xf1 t\xf4c", "UTF-8"),
    "empty sheet": (lambda: xlsx(banner=False), "Không thấy danh sách"),
    "no header": (lambda: xlsx(ROW), "Không thấy danh sách"),
    "word without table": (lambda: docx("Kính gửi các sở"), "Không thấy danh sách"),
    "header alone": (lambda: xlsx(HEADER), "Không thấy danh sách"),
    "html without table": (lambda: b"<html><p>Chao</p></html>", "Không thấy danh sách"),
    "too many rows": (
        lambda: "\n".join(["Mã\tTên", *(f"1.{n:06}\tThủ tục" for n in range(MOST_ROWS + 1))]).encode(),
        "chia nhỏ",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence(name):
    make, words = BAD[name]
    with pytest.raises(FileError) as refusal:
        read_rows(make())
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".") and "Error" not in str(refusal.value)


def test_excel_renamed_to_something_else_is_told_by_its_bytes():
    """The name never counts: only the bytes are looked at."""
    assert told(xlsx(HEADER, ROW)) == told(bytes(xlsx(HEADER, ROW)))


SCRIPT = """
import resource, sys
sys.path.insert(0, {root!r})
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["DATA_DIR"] = {data!r}
import django
django.setup()
from cms.importing.opening import FileError
from cms.importing import rows
import openpyxl, docx
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    rows.read_rows(open({path!r}, "rb").read())
except FileError as error:
    print(error)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def two_hundred_thousand_rows():
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(HEADER))
    for number in range(200_000):
        sheet.append([f"1.{number:06}", f"Thủ tục số {number}", "Bộ", "Sở", "Lĩnh vực"])
    return saved(book)


def wide_word():
    rows = [ANNEX, *((str(n), f"1.{n:06}", "Thủ tục " + "dài " * 20, "5 ngày") for n in range(1500))]
    return docx(rows)


@pytest.mark.slow
@pytest.mark.parametrize("make", [two_hundred_thousand_rows, wide_word, bomb], ids=lambda make: make.__name__)
def test_reading_stays_below_300_mb(make, tmp_path):
    path = tmp_path / "list"
    path.write_bytes(make())
    root = str(Path(__file__).resolve().parent.parent.parent)
    script = SCRIPT.format(root=root, data=str(tmp_path / "data"), path=str(path))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) < 300
    assert resource  # measured in the other process
