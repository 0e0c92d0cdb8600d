"""A document as PDF. Nothing is fetched: texts are escaped before the library reads its markup, so that no text names
an image; fonts are our own files; pictures are made here."""

import io
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    Image,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from printing import qr
from printing.pdf import BOLD, FONT, ITALIC, REGULAR, RULE, rule, style, text, width
from printing.words import MOTTO, STATE

from .paper import PAGE, Band, Column, Paper, Row, Section

PADDING = 1.5 * mm
PIECE = 40 * mm  # a taller row is made of several, so that a page is filled and no row too high for one
BEGIN = PIECE + 55 * mm  # that a section needs: its heading, the head of its table, two bands, a piece
GREY = HexColor("#eeeeee")


CELL, CENTRED = style(), style(centred=True)
HEADING = style(BOLD, centred=True)
SUBHEADING = style(BOLD, spaceBefore=4 * mm, spaceAfter=2 * mm)
NOTE = style(ITALIC, centred=True)


def pdf(paper: Paper, progress: Callable[[int, int], None]) -> bytes:
    file = io.BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=(PAGE.width * mm, PAGE.height * mm),
        title=" ".join(paper.title),
        author=paper.issuer,
        lang="vi-VN",
        creator="Niêm Yết",
    )
    frame = Frame(
        PAGE.left * mm,
        PAGE.bottom * mm,
        PAGE.inside * mm,
        (PAGE.height - PAGE.top - PAGE.bottom) * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate("all", [frame], onPage=lambda canvas, _doc: _margins(canvas, paper)))
    document.build(_story(paper, progress))
    return file.getvalue()


def _margins(canvas: Any, paper: Paper) -> None:
    """The number from the second page on, in the middle of the upper margin; on every page what the paper is."""
    middle = PAGE.width * mm / 2
    canvas.setFont(REGULAR, PAGE.size)
    if canvas.getPageNumber() > 1:
        canvas.drawCentredString(middle, (PAGE.height - PAGE.top / 2) * mm, str(canvas.getPageNumber()))
    if paper.mark:
        canvas.setFont(BOLD, PAGE.size)
        canvas.drawCentredString(middle, PAGE.bottom / 2 * mm, paper.mark)


def _story(paper: Paper, progress: Callable[[int, int], None]) -> list[Any]:
    story: list[Any] = [_letterhead(paper), Spacer(1, 6 * mm)]
    story += [text(line, HEADING) for line in paper.title]
    story += [text(paper.basis, NOTE), Spacer(1, 4 * mm)]
    if not paper.procedures:
        story.append(text(paper.empty, CENTRED))
    done = 0
    for section in paper.sections:
        story += _section(section)
        done += len(section.rows)
        progress(min(done, paper.procedures), paper.procedures)
    return story


def _letterhead(paper: Paper) -> Table:
    left = [text(paper.above, CENTRED)] if paper.above else []
    left += [text(paper.issuer, HEADING), rule(min(25 * mm, width(paper.issuer, BOLD, PAGE.size) / 2))]
    left += [text(paper.number, CENTRED)] if paper.number else []
    left += [text(paper.mark, HEADING)] if paper.mark else []
    motto = style(BOLD, PAGE.motto_size, centred=True)
    right = [
        text(STATE, HEADING),
        text(MOTTO, motto),
        rule(width(MOTTO, BOLD, PAGE.motto_size)),
        text(paper.place_and_day, style(ITALIC, PAGE.motto_size, centred=True)),
    ]
    half = PAGE.inside * mm / 2
    return Table(
        [[left, right]],
        colWidths=[half, half],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (0, 0), (-1, -1), "CENTER"), FONT],
    )


def _section(section: Section) -> list[Any]:
    """Heading and table; the heading stands on the page of the first procedure."""
    heading = [text(section.heading, SUBHEADING)] if section.heading else []
    return [CondPageBreak(BEGIN), *heading, _table(section)]


# Around the head of a table and under its last row, on each page.
ENDS = [
    (line, (0, row), (-1, row), RULE, black) for line, row in (("LINEABOVE", 0), ("LINEBELOW", 0), ("LINEBELOW", -1))
]


class _Table(LongTable):
    def onSplit(self, T: Any) -> None:  # noqa: N802, N803 - the library's names
        for command in ENDS:
            T._addCommand(command)


def _table(section: Section) -> LongTable:
    last = len(section.columns) - 1
    rows: list[list[Any]] = [[text(column.heading, HEADING) for column in section.columns]]
    commands: list[Any] = [
        FONT,
        ("LINEBEFORE", (0, 0), (-1, -1), RULE, black),
        *ENDS,
        ("LINEAFTER", (-1, 0), (-1, -1), RULE, black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ]
    for row in section.rows:
        place = len(rows)
        commands.append(("LINEABOVE", (0, place), (last, place), RULE, black))
        if isinstance(row, Band):
            rows.append([text(row.text, HEADING if row.is_level else style(BOLD)), *[""] * last])
            commands += [("SPAN", (0, place), (last, place)), ("BACKGROUND", (0, place), (last, place), GREY)]
            commands.append(("NOSPLIT", (0, place), (last, place + 1)))
        else:
            rows += _pieces(row, section)
            if len(rows) - place > 1:  # the pieces of a row stand close, with no line between them
                commands.append(("BOTTOMPADDING", (0, place), (last, len(rows) - 2), 0))
                commands.append(("TOPPADDING", (0, place + 1), (last, len(rows) - 1), 0))
    widths = [column.width * mm for column in section.columns]
    return _Table(rows, colWidths=widths, style=commands, repeatRows=1)


def _pieces(row: Row, section: Section) -> list[list[Any]]:
    """The row, or several for a tall one."""
    cells = zip(row.cells, section.columns, strict=False)
    split: list[list[Any]] = [_cut(words, column) for words, column in cells]
    split.append([Image(io.BytesIO(qr.png(row.address)), qr.SIDE * mm, qr.SIDE * mm)])
    return [list(pieces) for pieces in zip_longest(*split, fillvalue="")]


def _cut(words: str, column: Column) -> list[list[Paragraph]]:
    """The lines of a cell, as many to a piece as fit into it."""
    wide = column.width * mm - 2 * PADDING
    pieces: list[list[Paragraph]] = [[]]
    left = PIECE
    for line in words.split("\n"):
        rest: Paragraph | None = text(line, CENTRED if column.centred else CELL)
        while rest is not None:
            _wide, high = rest.wrap(wide, PIECE)
            parts = [rest] if high <= left else rest.split(wide, left)
            if not parts and pieces[-1]:  # not one line of it fits here
                pieces.append([])
                left = PIECE
                continue
            pieces[-1].append(parts[0] if parts else rest)
            left -= high
            rest = parts[1] if len(parts) > 1 else None
            if rest is not None:
                pieces.append([])
                left = PIECE
    return pieces
