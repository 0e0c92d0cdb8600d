"""What a query wants done, for whom and where: fillers, actions, levels."""

from collections.abc import Sequence

from ..text import forms


def _listed(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(",")]


# Phrases that say that somebody asks, and nothing of what. They only add a little weight where a text has them too.
FILLERS = tuple(
    _listed("""
    làm, xin, muốn, cần, thủ tục, hồ sơ, giấy tờ gì, giấy tờ, cần gì, những gì, gồm những gì, ở đâu,
    như thế nào, thế nào, ra sao, làm sao, bao nhiêu tiền, bao nhiêu, bao lâu, mất bao lâu, mấy ngày, cho tôi,
    tôi, em, mình, hỏi, cho hỏi, giúp, hướng dẫn, cách, đi, được không, có được, phải, thì, là, gì, bị, khi,
    nộp, trình tự, mẫu, quy trình, về, việc, của, cho, và, các, những, theo, tại, ở, đã, để, có, với, từ,
    trên, trong, vào, một, này, đó, nhà tôi, con tôi, vợ tôi, chồng tôi, chị, anh, ad, ạ, không, mà, giờ, rồi,
    chưa, nào, ra, mấy, nên, được, còn, cùng, lúc, nếu, thế, vậy, ấy, kia, luôn, hay, hoặc, qua, đến, tới,
    lên, xuống, vì, do, nhưng, cũng, đang, sẽ, vẫn, nhỉ, ai, đâu, bác, cô, chú, thôi, sắp, vừa, mới đây,
    hôm nay, bây giờ, nữa, lấy, online, trực tuyến, qua mạng, trên mạng
""")
)
# Said without accents these are too often something else.
ONLY_WITH_ACCENTS = frozenset(
    _listed("""
    can, co, di, de, la, em, bi, cho, ve, tu, tai, da, vao, anh, chi, mau, o, va, khi, cach, mot, do, nay, ma,
    gio, roi, chua, ra, may, nen, con, cung, luc, neu, the, vay, ay, kia, luon, hay, qua, den, toi, len, vi,
    ai, dau, bac, chu, thoi, sap, vua, nua, lay, se, khong, duoc, phai, trong, tren, theo, cac, minh
""")
)

# What a procedure does, by group; the first phrase found in a name tells its group. Longer phrases come first.
ACTIONS: dict[str, tuple[str, ...]] = {
    "again": ("cấp lại", "cấp đổi", "đổi", "làm lại", "xin lại"),
    "extend": ("gia hạn", "duy trì hiệu lực"),
    "change": (
        "thay đổi", "điều chỉnh", "sửa đổi", "bổ sung", "cải chính", "chuyển đổi", "đăng ký biến động", "đính chính",
        "sửa", "chuyển",
    ),
    "end": (
        "thu hồi", "chấm dứt", "giải thể", "tạm ngừng", "hủy", "xóa", "đình chỉ", "tạm dừng", "miễn nhiệm", "rút",
        "trả lại", "ngừng", "đóng",
    ),
    "copy": ("trích lục", "bản sao", "sao"),
    "confirm": ("xác nhận",),
    "first": ("cấp mới", "cấp lần đầu", "đăng ký", "cấp", "thành lập", "công nhận", "lập", "mở"),
}  # fmt: skip
FIRST = "first"

LEVELS = {
    "cấp xã": "commune", "ở xã": "commune", "phường": "commune", "tại xã": "commune", "ủy ban xã": "commune",
    "cấp huyện": "district", "cấp tỉnh": "province", "ở tỉnh": "province", "cấp bộ": "ministry",
    "trung ương": "ministry", "cấp trung ương": "ministry",
}  # fmt: skip

Phrase = tuple[tuple[str, ...], tuple[str, ...]]  # exact and folded forms


def _phrase(text: str) -> Phrase:
    made = [forms(word) for word in text.split()]
    return tuple(one[0] for one in made), tuple(one[1] for one in made)


_FILLERS = sorted((_phrase(text) for text in FILLERS), key=lambda phrase: -len(phrase[0]))
_ACTIONS = sorted(
    ((_phrase(text), group) for group, texts in ACTIONS.items() for text in texts), key=lambda row: -len(row[0][0])
)
# The same by their first words, longest first.
_FILLERS_FROM: dict[str, list[Phrase]] = {}
for _each in _FILLERS:
    _FILLERS_FROM.setdefault(_each[1][0], []).append(_each)
_ACTIONS_FROM: dict[str, list[tuple[Phrase, str]]] = {}
for _row in _ACTIONS:
    _ACTIONS_FROM.setdefault(_row[0][1][0], []).append(_row)
_LEVELS = [(_phrase(text), level) for text, level in LEVELS.items()]
EXACT_FILLERS = frozenset(phrase[0][0] for phrase in _FILLERS if len(phrase[0]) == 1)
WORDS = frozenset(phrase[1][0] for phrase in _FILLERS if len(phrase[1]) == 1) | {
    word for phrase, _group in _ACTIONS for word in phrase[1]
}


def _is_at(phrase: Phrase, exact: Sequence[str], folded: Sequence[str], place: int) -> bool:
    """Whether the phrase stands there, with its accents or with none at all."""
    end = place + len(phrase[0])
    return tuple(folded[place:end]) == phrase[1] and all(
        written in {right, plain} for written, right, plain in zip(exact[place:end], phrase[0], phrase[1], strict=True)
    )


def filler_at(exact: Sequence[str], folded: Sequence[str], place: int) -> int:
    """How many words from here only say that somebody asks."""
    for phrase in _FILLERS_FROM.get(folded[place], ()):
        if _is_at(phrase, exact, folded, place):
            single = len(phrase[0]) == 1
            if (
                single
                and exact[place] == folded[place]
                and phrase[0] != phrase[1]
                and folded[place] in ONLY_WITH_ACCENTS
            ):
                continue
            return len(phrase[0])
    return 0


def action_of(exact: Sequence[str], folded: Sequence[str]) -> str | None:
    """The group of the first action that is named; a longer phrase at the same place wins."""
    for place in range(len(folded)):
        for phrase, group in _ACTIONS_FROM.get(folded[place], ()):
            if _is_at(phrase, exact, folded, place):
                return group
    return None


def levels_of(exact: Sequence[str], folded: Sequence[str]) -> tuple[str, ...]:
    """Levels of administration that are named."""
    return tuple(
        dict.fromkeys(
            level
            for phrase, level in _LEVELS
            if phrase[1][0] in folded
            for place in range(len(folded))
            if _is_at(phrase, exact, folded, place)
        )
    )
