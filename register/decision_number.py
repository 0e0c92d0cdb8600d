"""A decision's number as an address. Real numbers are odd: `SỐ 64/QĐ-NHNN`, `1681`, `QĐ/0001-BCA`."""

import re
import unicodedata

from . import vietnamese

PREFIX = re.compile(r"^\s*(quyết\s+định\s+)?số\s*:?\s*", re.IGNORECASE)


def slug_of(number: str) -> str:
    """`123/QĐ-UBND` → `123-QD-UBND`. Without "số", in capitals, accents off, every run of other signs one hyphen.

    Raises ValueError where no letter or digit is left.
    """
    slug = vietnamese.slug(PREFIX.sub("", unicodedata.normalize("NFC", number))).upper()
    if not slug:
        raise ValueError(f"{number!r} has neither letter nor digit.")
    return slug


def ending_of(number: str) -> str:
    """The issuer's abbreviation at the end: `BNNMT` of `379/QĐ-BNNMT`, "" where there is none."""
    parts = slug_of(number).split("-")
    return parts[-1] if len(parts) > 1 and not parts[-1].isdigit() else ""
