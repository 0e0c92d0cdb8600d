"""What a spreadsheet would carry out as a formula, and how a text is kept from it."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | float


def safe(cell: Cell) -> Cell:
    """A text that no spreadsheet carries out; numbers as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
