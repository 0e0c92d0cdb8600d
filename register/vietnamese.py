"""Vietnamese letters: what every part of the product must treat alike."""

import re
import unicodedata


def fold(text: str) -> str:
    """Accents off, đ → d, lower case: `Đăng ký` → `dang ky`."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    return "".join(sign for sign in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(sign))


def slug(text: str) -> str:
    """Folded words joined by hyphens: `Hộ tịch` → `ho-tich`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def same_name(text: str) -> str:
    """The form in which two spellings of one name are equal: case, spaces, signs and tone placement set aside.

    Accents count, as `Sở` and `Số` are two words; `Uỷ` and `Ủy` are one.
    """
    words = unicodedata.normalize("NFD", text.lower())
    # Tones move within a syllable between writers, so each syllable is compared with its tone at the end.
    syllables = []
    for syllable in re.findall(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*", words):
        tones = "".join(sign for sign in syllable if sign in TONES)
        syllables.append("".join(sign for sign in syllable if sign not in TONES) + tones)
    return unicodedata.normalize("NFC", " ".join(syllables))


TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng


def alphabetical(text: str) -> str:
    """What sorts as a Vietnamese dictionary does: ă and â after a, đ after d, tones and case set aside."""
    letters = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if sign not in TONES)
    return unicodedata.normalize("NFC", letters).translate(ORDER)


# ~ stands behind every letter, so that `ăn` comes after `anh`.
ORDER = str.maketrans({"ă": "a~", "â": "a~~", "đ": "d~", "ê": "e~", "ô": "o~", "ơ": "o~~", "ư": "u~"})
