"""What a document of the province is made of, whatever file it becomes. Texts are plain; no renderer reads markup."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`width` in millimetres."""

    heading: str
    width: int
    centred: bool = False


@dataclass(frozen=True)
class Row:
    """A procedure: what stands in each column but the last, which has the code of `address` to scan."""

    cells: Sequence[str]
    address: str


@dataclass(frozen=True)
class Band:
    """A heading across the whole table."""

    text: str
    is_level: bool = False


@dataclass(frozen=True)
class Section:
    """A table under a heading; "" for the only one."""

    heading: str
    columns: Sequence[Column]
    rows: Sequence[Row | Band]


@dataclass(frozen=True)
class Paper:
    """`above` and `issuer` stand at the left of the first page, upper case; `number` under them where it bears one."""

    above: str
    issuer: str
    number: str
    place_and_day: str
    title: Sequence[str]
    basis: str
    sections: Sequence[Section]
    empty: str  # what is told where nothing is listed
    name: str  # of the file, without its ending
    mark: str = ""  # what each page says of it: a draft, withdrawn

    @property
    def procedures(self) -> int:
        return sum(isinstance(row, Row) for section in self.sections for row in section.rows)


@dataclass(frozen=True)
class Page:
    """A4 lying, as Nghị định 30/2020/NĐ-CP, phụ lục I, allows for wide tables. In millimetres; sizes in points."""

    width: int = 297
    height: int = 210
    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15
    size: int = 13
    motto_size: int = 14

    @property
    def inside(self) -> int:
        return self.width - self.left - self.right


PAGE = Page()
DRAFT, WITHDRAWN = "DỰ THẢO", "ĐÃ THU HỒI"
