"""Why search answers as it does, in words: for editors at the desk and for `manage.py search --explain`."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .query.letters import written
from .query.tokens import Reading

RULES = {
    "code": _("mã thủ tục"),
    "telex": _("gõ sót Telex, VNI"),
    "joined": _("nối chữ bị tách"),
    "parted": _("tách chữ dính liền"),
    "spelling": _("sửa chính tả"),
    "filler": _("từ đệm, chỉ cộng thêm điểm"),
    "acronym": _("chữ viết tắt"),
    "initials": _("chữ đầu của cụm từ"),
    "word": _("từ đồng nghĩa"),
    "situation": _("tình huống"),
    "short": _("dạng viết ngắn"),
}
FEATURES = {
    "chosen": _("biên tập viên đưa lên đầu, hoặc đúng tên thường gọi"),
    "engine": _("từ ngữ khớp"),
    "coverage": _("tên trả lời được câu hỏi"),
    "precision": _("tên không nói sang việc khác"),
    "order": _("thứ tự từ giống nhau"),
    "action": _("đúng việc cần làm"),
    "level": _("đúng cấp được hỏi"),
    "sector": _("cùng lĩnh vực với kết quả tốt nhất"),
    "popularity": _("nhiều người mở"),
}


class Piece(NamedTuple):
    """One piece of the query: its words, whether it is only a filler, and what else is looked for, with weights."""

    words: str
    soft: bool
    others: list[tuple[str, float]]


def rules(reading: Reading) -> Iterator[tuple[str, str]]:
    """The rules that acted, in order: name and what it did."""
    for rule in reading.rules:
        yield str(RULES.get(rule.name, rule.name)), rule.did


def pieces(reading: Reading) -> Iterator[Piece]:
    for unit in reading.units:
        words = " ".join(word.written for word in unit.syllables)
        yield Piece(words, unit.soft, [(" ".join(map(written, each.marks)), each.weight) for each in unit.alternatives])


def reasons(features: Mapping[str, float]) -> list[tuple[str, float]]:
    """What lifted a hit (or lowered it), the strongest first."""
    given = [(str(FEATURES.get(name, name)), value) for name, value in features.items() if round(value, 2)]
    return sorted(given, key=lambda row: -abs(row[1]))
