"""A list of services (danh mục dịch vụ công) from an Excel file: codes, and names and levels if it has them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from register.vietnamese import fold
from register.words import Level

from .opening import FileError, Kind, kind_of
from .rows import HEADERS, MOST_COLUMNS, MOST_ROWS, READERS, Table, code_in, columns_of, level_in

COLUMNS = {
    "code": HEADERS["code"],
    "name": HEADERS["name"],
    "level": ("cap thuc hien", "cap giai quyet", "cap chinh quyen", "cap"),
}
LEVELS = {
    "tinh": Level.PROVINCE,
    "huyen": Level.DISTRICT,
    "xa": Level.COMMUNE,
    "trung uong": Level.MINISTRY,
    "bo": Level.MINISTRY,
}
MOST_READ = 20 * MOST_ROWS  # with empty ones, of which sheets are full
BETWEEN = re.compile(r"[,;/+&\n]|\s-\s|\bva\b")
LONE_CODE = re.compile(r"^[\d=]\S*$")  # in a list with nothing but codes, what is no heading


@dataclass
class Service:
    """One row. No level means every one. `problem` says why it cannot be taken, "" where it can."""

    number: int  # of the row in its file, from 1
    code: str
    name: str = ""
    levels: list[str] = field(default_factory=list)
    problem: str = ""


def read_services(content: bytes) -> list[Service]:
    """The rows of an Excel file. Raises FileError where there is no list, or the file is not to be opened."""
    if kind_of(content) != Kind.XLSX:
        raise FileError(_("Danh mục phải là tệp Excel .xlsx."))
    return _read(Kind.XLSX, content)


def read_again(text: str) -> list[Service]:
    """The rows of what `written` gave. Raises FileError."""
    return _read(kind_of(text.encode()), text.encode())


def written(rows: Sequence[Service]) -> str:
    """The rows as text, with tabs between columns, to be shown to an officer before they are released."""
    lines = ("\t".join((row.code, ", ".join(str(Level(level).label) for level in row.levels))) for row in rows)
    return "\n".join(("Mã số\tCấp", *lines))


def _read(kind: Kind, content: bytes) -> list[Service]:
    rows = list(_rows(READERS[kind](content)))
    if not rows:
        raise FileError(_("Không thấy danh mục: cần bảng có cột mã thủ tục."))
    return _without_doubles(rows)


def _rows(table: Table) -> Iterator[Service]:
    columns: dict[str, int] = {}
    level = ""
    for number, cells in table:
        if number > MOST_READ:
            raise _too_long()
        texts = [" ".join(str(cell).split()) for cell in cells[:MOST_COLUMNS]]
        filled = {text for text in texts if text}
        found = columns_of(texts, COLUMNS)
        if "code" in found and (len(found) > 1 or not columns):
            columns = found
            continue
        if not filled or (not columns and len(filled) > 1):
            continue
        if len(filled) == 1 and not (columns and any(map(LONE_CODE.match, filled))):
            level = level_in(filled.pop(), level)  # a heading, perhaps over merged cells
            continue
        if number > MOST_ROWS:
            raise _too_long()
        values = {name: texts[place] if place < len(texts) else "" for name, place in columns.items()}
        if values and any(values.values()):
            yield _row(number, values, level)


def _too_long() -> FileError:
    return FileError(_("Danh mục quá %(most)d dòng: hãy chỉ để lại các dòng của danh mục.") % {"most": MOST_ROWS})


def _row(number: int, values: dict[str, str], level: str) -> Service:
    code, problem = code_in(values["code"])
    row = Service(number, code, values.get("name", "")[:500], [level] if level else [], problem)
    told = values.get("level", "")
    if told and not problem:
        parts = [part.strip().removeprefix("cap ").strip() for part in BETWEEN.split(fold(told))]
        unknown = [part for part in parts if part and part not in LEVELS]
        row.levels = list(dict.fromkeys(LEVELS[part].value for part in parts if part in LEVELS))
        if unknown or not row.levels:
            row.problem = _("Không hiểu cấp “%(level)s”: hãy ghi cấp tỉnh, cấp xã.") % {"level": told[:40]}
    return row


def _without_doubles(rows: list[Service]) -> list[Service]:
    seen: dict[str, list[Service]] = {}
    for row in rows:
        if row.problem:
            continue
        for before in seen.setdefault(row.code, []):
            if not (before.levels and row.levels) or set(before.levels) & set(row.levels):
                row.problem = _("Mã %(code)s đã có ở dòng %(first)d.") % {"code": row.code, "first": before.number}
                break
        else:
            seen[row.code].append(row)
    return rows


def listed(rows: Sequence[Service]) -> dict[str, list[str]]:
    """The levels by code, as the register takes them."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.code, []).extend(row.levels)
    return found
