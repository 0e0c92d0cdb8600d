"""Documents as files. The libraries are read only where one is made: half a second that no other request pays."""

from ..progress import Progress, silent
from .paper import Paper, Row

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
# What is written within the request, in a second at most; more is a worker's.
AT_ONCE = 50  # procedures
LETTERS = 60_000


def make(paper: Paper, form: str, progress: Progress = silent) -> bytes:
    """The file; `form` is one of TYPES."""
    if form == "pdf":
        from .pdf import pdf

        return pdf(paper, progress)
    from .word import docx

    return docx(paper, progress)


def is_quick(paper: Paper) -> bool:
    rows = (row for section in paper.sections for row in section.rows if isinstance(row, Row))
    return paper.procedures <= AT_ONCE and sum(len(cell) for row in rows for cell in row.cells) <= LETTERS
