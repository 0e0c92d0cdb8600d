"""A document as .docx, which officers go on working with. Its font is named, not embedded: their machines have it."""

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from printing import qr
from printing.words import MOTTO, STATE
from register import clock

from .paper import PAGE, Band, Column, Paper, Row, Section

FONT = "Times New Roman"
SHORT = 150  # letters of a cell; a row of longer ones may go on on the next page
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def docx(paper: Paper, progress: Callable[[int, int], None]) -> bytes:
    document = Document()
    _page(document, paper)
    _letterhead(document, paper)
    for line in paper.title:
        _paragraph(document, line, bold=True)
    _paragraph(document, paper.basis, italic=True, after=6)
    if not paper.procedures:
        _paragraph(document, paper.empty)
    done = 0
    for section in paper.sections:
        if section.heading:
            heading = _paragraph(document, section.heading, bold=True, centred=False, before=8, after=4)
            heading.paragraph_format.keep_with_next = True
        for row in _table(document, section):
            done += isinstance(row, Row)
            progress(done, paper.procedures)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any, paper: Paper) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(PAGE.width), Mm(PAGE.height)
    page.top_margin, page.bottom_margin = Mm(PAGE.top), Mm(PAGE.bottom)
    page.left_margin, page.right_margin = Mm(PAGE.left), Mm(PAGE.right)
    page.header_distance = page.footer_distance = Mm(8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(PAGE.size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    normal.element.get_or_add_rPr().append(_element("w:lang", val="vi-VN"))
    normal.paragraph_format.space_after = Pt(0)
    # The number from the second page on, in the middle of the upper margin.
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = CENTRE
    for part, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        run._r.append(_element("w:fldChar", fldCharType=part) if part else _instruction(words))
    if paper.mark:
        for footer in (page.footer, page.first_page_footer):
            footer.paragraphs[0].alignment = CENTRE
            footer.paragraphs[0].add_run(paper.mark).bold = True
    told = document.core_properties
    told.title, told.author, told.comments = " ".join(paper.title)[:255], paper.issuer[:255], ""
    told.created = told.modified = clock.now().replace(tzinfo=None)
    told.language = "vi-VN"


def _letterhead(document: Any, paper: Paper) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width = right.width = Mm(PAGE.inside / 2)
    for words, bold in ((paper.above, False), (paper.issuer, True)):
        if words:
            _paragraph(left, words, bold=bold)
    _rule(left, 30)
    if paper.number:
        _paragraph(left, paper.number)
    if paper.mark:
        _paragraph(left, paper.mark, bold=True)
    _paragraph(right, STATE, bold=True)
    _paragraph(right, MOTTO, bold=True, size=PAGE.motto_size)
    _rule(right, 62)
    _paragraph(right, paper.place_and_day, italic=True, size=PAGE.motto_size)
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)  # the empty one that every new cell has
    _paragraph(document, "")


def _paragraph(
    where: Any,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = True,
    size: int = 0,
    before: int = 0,
    after: int = 0,
) -> Any:
    paragraph = where.add_paragraph()
    if centred:
        paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    run = paragraph.add_run(words)
    run.bold, run.italic = bold, italic
    if size:
        run.font.size = Pt(size)
    return paragraph


def _rule(cell: Any, length: int) -> None:
    """A line of so many millimetres in the middle of the cell: the border of a paragraph set in from both sides."""
    paragraph = _paragraph(cell, "", size=4)
    side = Mm((PAGE.inside / 2 - length) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.line_spacing = Pt(6)
    borders = _element("w:pBdr")
    borders.append(_element("w:top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


# -- The table ---------------------------------------------------------------------------------------------------------


def _table(document: Any, section: Section) -> Any:
    """Yields each row that is written."""
    table = document.add_table(rows=1, cols=len(section.columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for grid, column in zip(table._tbl.tblGrid.gridCol_lst, section.columns, strict=True):
        grid.w = Mm(column.width)
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell, column in zip(head.cells, section.columns, strict=True):
        _fill(cell, column, column.heading, bold=True)
    for row in section.rows:
        added = table.add_row()
        if isinstance(row, Band) or max(map(len, row.cells)) < SHORT:
            added._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        cells = added.cells
        if isinstance(row, Band):
            whole = cells[0].merge(cells[-1])
            paragraph = whole.paragraphs[0]
            paragraph.paragraph_format.keep_with_next = True
            paragraph.alignment = CENTRE if row.is_level else None
            paragraph.add_run(row.text).bold = True
        else:
            for cell, column, words in zip(cells, section.columns, row.cells, strict=False):
                _fill(cell, column, words)
            _code(cells[-1], section.columns[-1], row)
        yield row


def _fill(cell: Any, column: Column, words: str, bold: bool = False) -> None:
    cell.width = Mm(column.width)
    paragraph = cell.paragraphs[0]
    if column.centred or bold:
        paragraph.alignment = CENTRE
    paragraph.add_run(words).bold = bold or None


def _code(cell: Any, column: Column, row: Row) -> None:
    cell.width = Mm(column.width)
    cell.paragraphs[0].alignment = CENTRE
    picture = cell.paragraphs[0].add_run().add_picture(io.BytesIO(qr.png(row.address)), width=Mm(qr.SIDE))
    picture._inline.docPr.set("descr", row.address)  # what a screen reader tells of the picture


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _instruction(words: str) -> Any:
    made = OxmlElement("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = words
    return made
