"""What a made document says, read back from its file."""

import io
from typing import Any

import zxingcpp
from docx import Document
from PIL import Image
from pypdf import PdfReader


def of_docx(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def words_of_docx(content: bytes) -> str:
    """All texts in their order, one a line."""
    told = []
    for part in of_docx(content).iter_inner_content():
        rows = getattr(part, "rows", None)
        if rows is None:
            told.append(part.text)
        else:
            told += [paragraph.text for row in rows for cell in row.cells for paragraph in cell.paragraphs]
    return "\n".join(told)


def cells_of_docx(content: bytes) -> list[list[str]]:
    """The rows of the tables after the letterhead."""
    return [[cell.text for cell in row.cells] for table in of_docx(content).tables[1:] for row in table.rows]


def of_pdf(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words_of_pdf(content: bytes) -> str:
    """All texts with one space between words, however the lines are broken."""
    return " ".join(" ".join(page.extract_text() for page in of_pdf(content).pages).split())


def scanned(picture: bytes) -> str:
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
    return str(found.text)


def codes_of_docx(content: bytes) -> list[str]:
    """What the codes say when they are scanned, in the order of the rows."""
    document = of_docx(content)
    blips = document.element.body.xpath(".//a:blip/@r:embed")
    return [scanned(document.part.related_parts[key].blob) for key in blips]


def codes_of_pdf(content: bytes) -> list[str]:
    return [scanned(image.data) for page in of_pdf(content).pages for image in page.images]
