"""The code of an address, to scan from paper."""

import io
from functools import lru_cache

import segno

SIDE = 20  # millimetres, its quiet zone included


@lru_cache(maxsize=5_000)  # some 300 bytes each; a province has some 2,000 procedures
def png(address: str) -> bytes:
    """Black on white, with the quiet zone of four modules that ISO/IEC 18004 asks for."""
    file = io.BytesIO()
    segno.make_qr(address, error="m").save(file, kind="png", scale=6, border=4)
    return file.getvalue()
