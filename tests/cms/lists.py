"""Files as officers have them, good and bad, made anew for each test."""

import io
import zipfile
from typing import Any

from docx import Document
from openpyxl import Workbook

HEADER = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
ROW = ("1.000001", "Đăng ký khai sinh", "Bộ Tư pháp", "Ủy ban nhân dân cấp xã", "Hộ tịch")


def xlsx(*rows: Any, banner: bool = True, merge: str = "A1:E1") -> bytes:
    """As the national portal exports it: a banner over merged cells, the header, the rows."""
    book = Workbook()
    sheet = book.active
    if banner:
        sheet.append(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nDANH SÁCH THỦ TỤC HÀNH CHÍNH"])
        sheet.merge_cells(merge)
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(made: Any) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def docx(*parts: Any) -> bytes:
    """Headings as texts, tables as lists of rows."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            table = document.add_table(rows=0, cols=len(part[0]))
            for row in part:
                cells = table.add_row().cells
                for cell, text in zip(cells, row, strict=True):
                    cell.text = text
    return saved(document)


def zipped(**entries: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def with_entry(content: bytes, name: str, added: bytes) -> bytes:
    """The same ZIP with one entry more."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, added)
    return file.getvalue()
