"""What an uploaded file is, by its bytes, and whether it may be opened at all.

Nothing here trusts a name or a header. A ZIP is looked through before anything of it is unpacked.
"""

import io
import zipfile
from enum import StrEnum

from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024  # of the upload
MAX_ENTRIES = 2_000
MAX_UNPACKED = 120 * 1024 * 1024  # of all entries together
MAX_ENTRY = 25 * 1024 * 1024  # of one
MAX_WORD = 8 * 1024 * 1024  # of a Word text, which is held in memory as a tree
MAX_RATIO = 200  # unpacked to packed, of an entry that is not small


class Kind(StrEnum):
    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"
    LINES = "lines"  # JSON lines, as import_procedures reads them


class FileError(Exception):
    """The file cannot be imported; the text says why and what to do."""


def kind_of(content: bytes) -> Kind:
    """Raises FileError for all that is not taken."""
    if not content.strip():
        raise FileError(_("Tệp rỗng."))
    if len(content) > MAX_BYTES:
        raise FileError(_("Tệp lớn hơn %(limit)d MB: hãy chia nhỏ.") % {"limit": MAX_BYTES // 1024 // 1024})
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise FileError(_("Tệp có mật khẩu: hãy bỏ mật khẩu rồi lưu lại."))
        raise FileError(_("Tệp Word, Excel đời cũ: hãy mở và lưu lại dạng .docx hoặc .xlsx."))
    if content.startswith(b"%PDF-"):
        raise FileError(_("Tệp PDF không đọc được thành bảng: hãy dùng tệp Word hoặc Excel gốc."))
    text = text_of(content)
    start = text.lstrip()[:2000].lower()
    if start.startswith("{"):
        return Kind.LINES
    is_html = start.startswith("<") and any(tag in start for tag in ("<html", "<table", "<p", "<div"))
    return Kind.HTML if is_html else Kind.TEXT


def text_of(content: bytes) -> str:
    """The text of a file in UTF-8. Raises FileError for another encoding, or what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError(_("Tệp mã UTF-16: hãy lưu lại dạng UTF-8."))
    if b"\x00" in content:
        raise FileError(_("Tệp không phải văn bản, Word hay Excel."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(_("Tệp không phải mã UTF-8 (có thể là TCVN3, VNI): hãy lưu lại dạng UTF-8.")) from None


def _kind_of_zip(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise FileError(_("Tệp hỏng hoặc tải lên thiếu: hãy lấy lại tệp đầy đủ.")) from None
    names = {entry.filename for entry in entries}
    too_dense = any(
        entry.file_size > 1024 * 1024 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    unpacked = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    word = max((entry.file_size for entry in entries if entry.filename == "word/document.xml"), default=0)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or largest > MAX_ENTRY or word > MAX_WORD or too_dense:
        raise FileError(_("Tệp bung ra quá lớn: hãy chỉ để lại phần danh sách rồi lưu lại."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileError(_("Tệp có mật khẩu: hãy bỏ mật khẩu rồi lưu lại."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileError(_("Tệp có macro: hãy lưu lại dạng .xlsx hoặc .docx không có macro."))
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "word/document.xml" in names:
        return Kind.DOCX
    raise FileError(_("Tệp nén này không phải Word hay Excel."))
