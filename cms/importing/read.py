"""Read JSON lines without trust: every line becomes a record or a clear reason why not."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from .line import LineError, check

MAX_LINE = 5 * 1024 * 1024  # bytes; the largest real procedure has 145 kB
DECISION = re.compile(rb'"decision_number"\s*:\s*"((?:[^"\\]|\\.)*)"')
SIGNATURES = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK\x03\x04": "ZIP, Excel, Word"}


@dataclass(frozen=True)
class Line:
    """One line of the file. Either `record`, or `reason` and what decision it seems to belong to."""

    number: int
    decision: str
    record: dict[str, Any] | None = None
    reason: str = ""


def read(path: Path) -> Iterator[Line]:
    """The lines of the file, in order; never more than one of them in memory."""
    with path.open("rb") as opened:
        yield from read_lines(opened)


def read_lines(opened: BinaryIO) -> Iterator[Line]:
    """The same from an opened file."""
    start = opened.read(4)
    for signature, kind in SIGNATURES.items():
        if start.startswith(signature):
            yield Line(1, "", reason=_("Tệp là %(kind)s, cần JSON lines mã UTF-8.") % {"kind": kind})
            return
    opened.seek(3 if start.startswith(b"\xef\xbb\xbf") else 0)
    number = 0
    while raw := opened.readline(MAX_LINE + 1):
        number += 1
        if len(raw) > MAX_LINE and not raw.endswith(b"\n"):
            while (rest := opened.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            reason = _("Dòng dài hơn %(limit)d MB.") % {"limit": MAX_LINE // 1024 // 1024}
            yield Line(number, _decision_in(raw), reason=reason)
        elif raw.strip():
            yield _parse(number, raw)


def _parse(number: int, raw: bytes) -> Line:
    if b"\x00" in raw:
        return Line(number, "", reason=_("Không phải mã UTF-8 (có byte 0: có thể là UTF-16)."))
    try:
        record = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
        check(record)
    except UnicodeDecodeError as error:
        reason = _("Không phải mã UTF-8 (byte thứ %(place)d).") % {"place": error.start + 1}
    except (json.JSONDecodeError, RecursionError) as error:
        truncated = not raw.endswith(b"\n") and not raw.rstrip().endswith(b"}")
        where = error.pos + 1 if isinstance(error, json.JSONDecodeError) else 1
        reason = (
            _("Dòng cuối bị cắt giữa chừng: hãy lấy lại tệp đầy đủ.")
            if truncated
            else _("Không phải JSON hợp lệ (ký tự thứ %(place)d).") % {"place": where}
        )
    except LineError as error:
        reason = str(error)
    else:
        return Line(number, record["decision_number"], record=record)
    return Line(number, _decision_in(raw), reason=reason)


def _refuse_constant(name: str) -> None:
    raise LineError(_("%(name)s không phải là số.") % {"name": name})


def _decision_in(raw: bytes) -> str:
    """The decision that an unreadable line names, so that none is imported by half."""
    found = DECISION.search(raw)
    if not found:
        return ""
    try:
        return str(json.loads(b'"' + found.group(1) + b'"'))
    except ValueError:
        return ""
