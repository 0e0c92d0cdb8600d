"""Texts as they may stand in any file, and those that stand on every paper."""

import re
import unicodedata

# What XML 1.0 knows no way to write; a text that holds it would make no file at all.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Nghị định 30/2020/NĐ-CP, phụ lục I.
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def plain(text: str) -> str:
    """As it can stand in any file, accents composed, one kind of line end."""
    return UNWRITABLE.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n").strip()
