"""Lists of procedures as officers have them, from any file, as rows: what can be read, and why not."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.utils.translation import gettext as _

from register.vietnamese import fold
from register.words import ChangeKind, Level

from .line import CODE
from .opening import FileError, Kind, kind_of, text_of
from .read import read_lines

MOST_ROWS = 5_000
MOST_COLUMNS = 60
LOCAL_FORM = re.compile(r"^(\d{1,2}\.\d{6})(?:\.000\.00\.00\.[A-Z]\d{2})?$")
# What a column is called, folded; the longest that fits counts.
HEADERS = {
    "code": ("ma so", "ma tthc", "ma thu tuc", "ma ho so", "ma"),
    "name": ("ten thu tuc hanh chinh", "ten tthc", "ten thu tuc", "ten"),
    "sector": ("linh vuc",),
    "agency": ("co quan thuc hien", "co quan giai quyet", "dia diem thuc hien"),
    "issuer": ("co quan ban hanh", "co quan cong bo"),
}
SECTIONS = (
    (ChangeKind.REPLACED, ("thay the",)),
    (ChangeKind.ABOLISHED, ("bi bai bo", "bai bo", "huy bo")),
    (ChangeKind.AMENDED, ("sua doi", "bo sung")),
    (ChangeKind.NEW, ("moi ban hanh", "ban hanh moi", "duoc ban hanh")),
)
LEVELS = (
    (Level.PROVINCE, "cap tinh"),
    (Level.DISTRICT, "cap huyen"),
    (Level.COMMUNE, "cap xa"),
    (Level.MINISTRY, "cap trung uong"),
)


@dataclass
class Row:
    """One row of the list. `problem` says why it cannot be taken, "" where it can."""

    number: int  # of the row in its file, from 1
    code: str = ""
    name: str = ""
    sector: str = ""
    agency: str = ""
    issuer: str = ""
    change: str = ""
    levels: list[str] = field(default_factory=list)
    problem: str = ""
    record: dict[str, Any] | None = None  # the whole text, where the list carries it

    def plain(self) -> dict[str, Any]:
        return asdict(self)


Cells = Sequence[str]
Table = Iterator[tuple[int, Cells]]  # row numbers and texts; a heading between tables is one cell


def read_rows(content: bytes) -> list[Row]:
    """The rows of a list in any of the files that are taken. Raises FileError where there is none."""
    kind = kind_of(content)
    if kind == Kind.LINES:
        return _without_doubles(list(_whole_texts(content)))
    rows = list(_rows(READERS[kind](content)))
    if not rows:
        raise FileError(_("Không thấy danh sách: cần bảng có cột mã và cột tên thủ tục."))
    return _without_doubles(rows)


def _whole_texts(content: bytes) -> Iterator[Row]:
    """Of JSON lines, each a whole text."""
    for line in read_lines(io.BytesIO(content)):
        if line.number > MOST_ROWS:
            raise FileError(_("Danh sách quá %(most)d dòng: hãy chia nhỏ.") % {"most": MOST_ROWS})
        told = line.record
        if told is None:
            yield Row(line.number, problem=line.reason)
            continue
        yield Row(
            line.number,
            code=told["code"],
            name=told.get("name", ""),
            sector=told.get("sector", ""),
            agency=", ".join(told.get("agencies", [])),
            issuer=told.get("issuer", ""),
            change=told.get("change") or "",
            levels=list(dict.fromkeys(told["levels"])),
            record=told,
        )


def _rows(table: Table) -> Iterator[Row]:
    """Rows under headers, with what the headings above them say of change and level."""
    columns: dict[str, int] = {}
    change, level = "", ""
    for number, cells in table:
        texts = [" ".join(str(cell).split()) for cell in cells[:MOST_COLUMNS]]
        filled = [text for text in texts if text]
        if not filled:
            continue
        found = columns_of(texts)
        if {"code", "name"} <= found.keys():
            columns = found
            continue
        if len(set(filled)) == 1 and not LOCAL_FORM.match(filled[0]):  # a heading, perhaps over merged cells
            change, level = _section(filled[0], change), level_in(filled[0], level)
            continue
        if not columns:
            continue
        if number > MOST_ROWS:
            raise FileError(_("Danh sách quá %(most)d dòng: hãy chia nhỏ.") % {"most": MOST_ROWS})
        values = {name: texts[place] if place < len(texts) else "" for name, place in columns.items()}
        if not values["code"] and not values["name"]:
            continue
        yield _row(number, values, change, level)


def _row(number: int, values: dict[str, Any], change: str, level: str) -> Row:
    row = Row(number, **values, change=change, levels=[level] if level else [])
    row.code, row.problem = code_in(row.code)
    if not row.problem and not row.name and not change:
        row.problem = _("Thiếu tên thủ tục.")
    return row


def code_in(cell: str) -> tuple[str, str]:
    """The national code that a cell holds, and why it is none, "" where it is one."""
    matched = LOCAL_FORM.match(cell)
    code = matched[1] if matched else cell
    if not code:
        return "", _("Thiếu mã thủ tục.")
    if code.startswith("="):
        return code, _("Ô mã là công thức chưa tính: hãy lưu lại tệp bằng Excel.")
    if not CODE.match(code):
        return code[:40], _("Mã %(code)s không có dạng 1.001612.") % {"code": code[:40]}
    return code, ""


def columns_of(texts: Cells, headers: Mapping[str, Sequence[str]] = HEADERS) -> dict[str, int]:
    """Which column is which, by the words of a header; none where the row is no header."""
    found: dict[str, tuple[int, int]] = {}
    for place, text in enumerate(texts):
        folded = fold(text)
        if len(folded) > 60:
            continue
        fitting = [
            (len(word), name)
            for name, words in headers.items()
            for word in words
            if folded == word or folded.startswith(f"{word} ")
        ]
        if fitting:
            length, name = max(fitting)
            if name not in found or length > found[name][0]:
                found[name] = (length, place)
    return {name: place for name, (_length, place) in found.items()}


def _section(text: str, before: str) -> str:
    folded = fold(text)
    found = [kind.value for kind, words in SECTIONS if any(word in folded for word in words)]
    return found[0] if found else before


def level_in(text: str, before: str) -> str:
    folded = fold(text)
    return next((level.value for level, word in LEVELS if word in folded), before)


def _without_doubles(rows: list[Row]) -> list[Row]:
    seen: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for row in rows:
        if row.problem:
            continue
        first = seen.setdefault((row.code, row.change, tuple(row.levels)), row.number)
        if first != row.number:
            row.problem = _("Mã %(code)s đã có ở dòng %(first)d.") % {"code": row.code, "first": first}
    return rows


# -- Files -------------------------------------------------------------------------------------------------------------


def _xlsx(content: bytes) -> Table:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
                yield number, [_written(cell) for cell in cells]
    except FileError:
        raise
    except Exception as error:  # whatever a broken file makes of the library
        raise FileError(_("Không mở được tệp Excel: hãy mở bằng Excel rồi lưu lại.")) from error


def _written(cell: Any) -> str:
    """A cell as it is read: a code that Excel took for a number gets its zeros back."""
    if isinstance(cell, float):
        return f"{cell:.6f}"
    return "" if cell is None else str(cell)


def _docx(content: bytes) -> Table:
    from docx import Document
    from docx.table import Table as WordTable

    try:
        parts = Document(io.BytesIO(content)).iter_inner_content()
        number = 0
        for part in parts:
            if isinstance(part, WordTable):
                for row in part.rows:
                    number += 1
                    yield number, [cell.text for cell in row.cells]
            else:
                number += 1
                yield number, [part.text]
    except FileError:
        raise
    except Exception as error:
        raise FileError(_("Không mở được tệp Word: hãy mở bằng Word rồi lưu lại.")) from error


HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:[^.\d]|$)|opacity\s*:\s*0(?:[^.\d]|$)|"
    r"mso-hide\s*:\s*all|(?:left|top)\s*:\s*-\d{3,}|color\s*:\s*(?:white|#fff(?:fff)?)\b",
    re.IGNORECASE,
)


def _html(content: bytes) -> Table:
    """What a reader sees of a page from Word or another portal: no script, no style, no hidden text."""
    page = BeautifulSoup(text_of(content), "html.parser")
    for tag in page(["script", "style", "noscript", "template", "head", "object", "iframe"]):
        tag.decompose()
    for tag in page.find_all(style=HIDDEN) + page.find_all(hidden=True):
        if not tag.decomposed:
            tag.decompose()
    number = 0
    for tag in page.find_all(["tr", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li"]):
        assert isinstance(tag, Tag)  # noqa: S101 - asked by name
        if tag.name != "tr" and tag.find_parent("tr"):
            continue
        number += 1
        cells = tag.find_all(["td", "th"]) if tag.name == "tr" else [tag]
        yield number, [cell.get_text(" ") for cell in cells]


def _text(content: bytes) -> Table:
    """Pasted text: tabs between cells, as Word and Excel give it."""
    lines: Iterable[str] = text_of(content).splitlines()
    for number, line in enumerate(lines, 1):
        yield number, line.split("\t")


READERS = {Kind.XLSX: _xlsx, Kind.DOCX: _docx, Kind.HTML: _html, Kind.TEXT: _text}
