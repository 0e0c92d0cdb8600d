"""Codes of procedures inside of what citizens type."""

import re

# A code as people write it: with other signs or spaces for the points, in groups of three, with O for 0.
LOCAL_PARTS = re.compile(
    r"(?<=\d{6})(?:[\s.,_-]{1,2}0{2,3}(?!\d)|000(?=\.00\b))(?:[\s.,_-]{1,2}00(?!\d)){0,2}"
    r"|[.-]?\bH\d{1,2}\b[.-]?|(?<=\d)H\d\d\b",
    re.IGNORECASE,
)
CODE_WHOLE = re.compile(
    r"(?<!\d)(?<!\d[.,])0?([1-9](?:/\d|[\s.,:_-]{0,3}\d)(?:[\s.,:_-]{0,3}\d){5})(?!\d|[.,]\d|\s\d{3})", re.ASCII
)
CODE_BEGUN = re.compile(r"(?<![^\W_])(?<!\d[.,])(\d)\s?[.,]\s?(\d{3,5})(?![\d/])", re.ASCII)
SHORT_CODE = re.compile(r"(?<![\w.,/-])(\d{6})(?![\w/])", re.ASCII)
LETTERS_FOR_DIGITS = re.compile(r"(?<![^\W\d])[\dOoIl]+(?:[.,][\dOoIl]+)+(?![^\W\d])")
MONEY = re.compile(r"\d[\d.,]*\s?(?:đồng|đ|vnđ|vnd|triệu|tỷ|nghìn)\b", re.IGNORECASE)
DIGITS = str.maketrans("OoIl", "0011")
FIRST_DIGITS = range(1, 10)  # what a code's number may begin with


def codes_in(text: str) -> list[str]:
    """Procedure codes, in full, in part (three digits after the point at least), in local form, without the point."""
    text = LETTERS_FOR_DIGITS.sub(
        lambda match: match.group().translate(DIGITS), LOCAL_PARTS.sub(" ", MONEY.sub(" ", text))
    )
    found = [f"{digits[0]}.{digits[1:]}" for run in CODE_WHOLE.findall(text) if (digits := re.sub(r"\D", "", run))]
    if not found:
        found = ["{}.{}".format(*groups) for groups in CODE_BEGUN.findall(text)]
    if not found:
        found = [f"{first}.{rest}" for rest in SHORT_CODE.findall(text) for first in FIRST_DIGITS]
    return list(dict.fromkeys(found))
