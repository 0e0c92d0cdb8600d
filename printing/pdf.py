"""Type of PDF files. Nothing is fetched: texts are escaped before the library reads its markup, so that no text names
an image; fonts are our own files."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, Table

# Metric-compatible with Times New Roman, which no free system has; see docs/adr/0012.
FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD, ITALIC = "Serif", "Serif-Bold", "Serif-Italic"
for name, file in ((REGULAR, "Regular"), (BOLD, "Bold"), (ITALIC, "Italic")):
    pdfmetrics.registerFont(TTFont(name, str(FONTS / f"LiberationSerif-{file}.ttf")))

# Should a text ever reach the library unescaped, it may ask for no address.
rl_config.trustedSchemes = []
rl_config.trustedHosts = []
rl_config.canvas_basefontname = REGULAR  # else each file names Helvetica, which no file here embeds

SIZE = 13  # points; Nghị định 30/2020/NĐ-CP, phụ lục I
LEADING = 1.2
RULE = 0.5
FONT = ("FONT", (0, 0), (-1, -1), REGULAR, SIZE)  # of empty cells too, else the file names Helvetica


def style(font: str = REGULAR, size: int = SIZE, centred: bool = False, **more: Any) -> ParagraphStyle:
    alignment = TA_CENTER if centred else 0
    return ParagraphStyle(
        f"{font}{size}{alignment}", fontName=font, fontSize=size, leading=size * LEADING, alignment=alignment, **more
    )


def text(words: str, of: ParagraphStyle) -> Paragraph:
    """The words as they are: nothing in them is markup."""
    return Paragraph(escape(words).replace("\n", "<br/>"), of)


def width(words: str, font: str, size: int) -> float:
    return pdfmetrics.stringWidth(words, font, size)


def rule(wide: float) -> Table:
    """A line in the middle, as long as it should be."""
    return Table(
        [[""]], colWidths=[wide], rowHeights=[1 * mm], style=[("LINEBELOW", (0, 0), (0, 0), RULE, black), FONT]
    )
