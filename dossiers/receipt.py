"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả, as PDF, in the form of the law: in Vietnamese, on a standing A4 page.

Source: Nghị định 61/2018/NĐ-CP, điều 17; Thông tư 01/2018/TT-VPCP, mẫu số 01. There is one from the moment that a
dossier is received, which is when a day is promised.
"""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Image, SimpleDocTemplate, Spacer, Table

from printing import qr
from printing.pdf import BOLD, FONT, ITALIC, rule, style, text, width
from printing.words import MOTTO, STATE, plain
from register import clock
from register.answer import answer
from register.desk import desk
from register.naming import agency_names
from register.phrases import duration

from . import frame, reading
from .models import Dossier
from .refusals import Reason, Refused

LEFT, RIGHT, EDGE = 30 * mm, 15 * mm, 20 * mm  # Nghị định 30/2020/NĐ-CP, phụ lục I
INSIDE = A4[0] - LEFT - RIGHT
LINE = style(spaceAfter=1.5 * mm)
HEADING, CENTRED, NOTE = style(BOLD, centred=True), style(centred=True), style(ITALIC, centred=True)
CLOSE = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
HEAD = style(BOLD, 12, centred=True)  # so that the state's name stands on one line
BY = {"online": "bản điện tử, tại cổng của tỉnh", "desk": "bộ phận một cửa", "post": "dịch vụ bưu chính"}


def receipt(dossier: Dossier) -> bytes:
    """Raises Refused before it is received, keys.Unreadable for what was erased."""
    if dossier.received_at is None:
        raise Refused(Reason.NOT_NOW)
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=EDGE,
        bottomMargin=EDGE,
        title=f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả {dossier.code}",
        lang="vi-VN",
        creator="Niêm Yết",
    )
    document.build(_story(dossier, dossier.received_at))
    return file.getvalue()


def _story(dossier: Dossier, received: dt.datetime) -> list[Any]:
    agency = agency_names().on(dossier.agency, _local(received).date(), "vi")
    lines = [text(plain(line), LINE) for line in _lines(dossier, received, agency)]
    return [
        _head(dossier, received, agency),
        Spacer(1, 8 * mm),
        text("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", HEADING),
        text(f"Mã hồ sơ: {dossier.code}", CENTRED),
        Spacer(1, 5 * mm),
        *lines,
        Spacer(1, 8 * mm),
        _signatures(),
    ]


def _head(dossier: Dossier, received: dt.datetime, agency: str) -> Table:
    there = desk(dossier.agency)
    left = [
        text(agency.upper(), style(size=12, centred=True)),
        text("BỘ PHẬN TIẾP NHẬN\nVÀ TRẢ KẾT QUẢ", HEAD),
        rule(25 * mm),
        text(f"Số: {dossier.code.rpartition('-')[2]}/TNHS", CENTRED),
        Image(io.BytesIO(qr.png(dossier.code)), qr.SIDE * mm, qr.SIDE * mm),
    ]
    right = [
        text(STATE, HEAD),
        text(MOTTO, HEADING),
        rule(width(MOTTO, BOLD, 13)),
        text(_day(received).capitalize(), NOTE),
        text(f"Điện thoại: {there.data['telephone']}", NOTE) if there and there.data["telephone"] else Spacer(1, 1),
    ]
    return Table(
        [[left, right]],
        colWidths=[INSIDE * 0.43, INSIDE * 0.57],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (0, 0), (-1, -1), "CENTER"), FONT, *CLOSE],
    )


def _lines(dossier: Dossier, received: dt.datetime, agency: str) -> Iterator[str]:
    said = dossier.answers
    applicant, submitter = said.get(frame.APPLICANT, {}), said.get(frame.SUBMITTER)
    result = said.get(frame.RESULT, {})
    procedure = answer(dossier.procedure)
    yield f"Bộ phận Tiếp nhận và Trả kết quả: {agency}"
    yield f"Tiếp nhận hồ sơ của: {applicant.get('name') or applicant.get('organization', '')}"
    if submitter:
        yield f"Người nộp hồ sơ: {submitter.get('name', '')}"
    reached = submitter or applicant
    yield "Số điện thoại: " + "; Thư điện tử: ".join(
        each for each in (reached.get("phone", ""), reached.get("email", "")) if each
    )
    yield f"Nội dung yêu cầu giải quyết: {(procedure and procedure.name) or ''} ({dossier.procedure})"
    yield "Thành phần hồ sơ nộp gồm:"
    yield "1. Đơn điện tử đã điền"
    for number, paper in enumerate(_papers(dossier), 2):
        yield f"{number}. {paper}"
    yield "Số lượng hồ sơ: 01 (bộ)"
    if dossier.limit_value is not None:
        told = duration(dossier.limit_value, dossier.limit_unit, "vi")
        yield f"Thời gian giải quyết hồ sơ theo quy định là: {told}"
    yield f"Thời gian nhận hồ sơ: {_moment(received)}"
    due = _moment(dossier.due_at) if dossier.due_at else "theo thông báo của cơ quan giải quyết"
    yield f"Thời gian trả kết quả giải quyết hồ sơ: {due}"
    yield f"Đăng ký nhận kết quả: {BY.get(result.get('by', ''), '')}"


def _papers(dossier: Dossier) -> Iterator[str]:
    """What was attached, as it was asked for: `Giấy chứng sinh: giay-to.pdf`."""
    for _title, answers in reading.contents(dossier, "vi"):
        for each in answers:
            yield from (f"{each.label}: {name}" for _key, name in each.files)


def _signatures() -> Table:
    cells = [
        [text("NGƯỜI NỘP HỒ SƠ", HEADING), text("(Nộp trực tuyến)", NOTE)],
        [text("NGƯỜI TIẾP NHẬN HỒ SƠ", HEADING), text("(Tiếp nhận trên hệ thống)", NOTE)],
    ]
    return Table([cells], colWidths=[INSIDE / 2, INSIDE / 2], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), FONT])


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(clock.ZONE)


def _day(moment: dt.datetime) -> str:
    local = _local(moment)
    return f"ngày {local:%d} tháng {local:%m} năm {local:%Y}"


def _moment(moment: dt.datetime) -> str:
    local = _local(moment)
    return f"{local:%H} giờ {local:%M} phút, {_day(moment)}"
