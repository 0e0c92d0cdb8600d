"""Taking out of a query what may be somebody's own: numbers of papers and telephones, dates, plates, mail addresses."""

import re

from .query.codes import LOCAL_PARTS

MASK = "•••"
MAIL = re.compile(r"\S+@\S+")
DATE = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)")
PLATE = re.compile(r"(?<![^\W_])\d{2}\s?-?\s?[A-ZĐ]{1,2}\d?\s?[-. ]?\s?\d{3}[. ]?\d{1,2}(?!\d)", re.IGNORECASE)
NUMBER = re.compile(r"(?:\+|\d)(?:[\s.,_-]{0,2}\d){7,}")  # eight digits and more: identity, telephone, tax, insurance


def masked(query: str) -> str:
    """The query with MASK for each of these; codes of procedures stay. What no database holds is left out: half
    characters and NUL, which stands here for the codes meanwhile."""
    query = query.replace("\x00", "").encode(errors="ignore").decode()
    codes: list[str] = []

    def kept(match: re.Match[str]) -> str:
        codes.append(match.group())
        return f"\x00{len(codes) - 1}\x00"

    text = LOCAL_PARTS.sub(" ", query)
    text = re.sub(r"(?<!\d)(?<!\d[.,\s-])[1-9]\.\d{6}(?![\d]|[.,\s-]\d)", kept, text)
    for pattern in (MAIL, DATE, PLATE, NUMBER):
        text = pattern.sub(MASK, text)
    return " ".join(re.sub(r"\x00(\d+)\x00", lambda match: codes[int(match.group(1))], text).split())
