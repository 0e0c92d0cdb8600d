"""Vietnamese letters as keyboards leave them: Telex and VNI that no input method turned into accents, tones placed."""

import re
import unicodedata
from functools import lru_cache

from register.vietnamese import TONES, fold

VOWELS = "aeiouy"
TELEX_TONES = dict(zip("fsxrj", TONES, strict=True))
VNI_TONES = dict(zip("21435", TONES, strict=True))
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"

# What a Vietnamese syllable can look like without accents.
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uye|uya|uoi|uou|ieu|yeu|oai|oay|oeo|uay|uyu|[aeiouy]{1,2})"
    r"(?:ng|nh|ch|[cmnpt])?"
)


def is_syllable(folded: str) -> bool:
    """Whether it can be a Vietnamese syllable, so that it is a word and not letters for a word."""
    return SYLLABLE.fullmatch(folded) is not None


def from_telex(word: str) -> str | None:
    """`ddawng` → `đăng`, `kys` → `ký`. None where nothing is left of Telex; the caller knows whether it is a word."""
    plain = word.lower()
    if not plain.isascii() or not plain.isalpha():
        return None
    first = re.search(f"[{VOWELS}]", plain)
    if not first:
        return None
    head, rest = plain[: first.start()], plain[first.start() :]
    tone = ""
    found = re.search("[sfrxj](?=[^sfrxj]*$)", rest)
    if found:
        tone = TELEX_TONES[found.group()]
        rest = rest[: found.start()] + rest[found.end() :]
    if head.startswith("dd"):
        head = "đ" + head[2:]
    elif head == "d" and rest.endswith("d"):
        head, rest = "đ", rest[:-1]
    rest = re.sub(r"^([^w]*?)uo(\w*?)w(\w*)$", lambda m: f"{m[1]}ươ{m[2]}{m[3]}", rest)
    for letter, accented in (("a", "ă"), ("o", "ơ"), ("u", "ư")):
        rest = re.sub(rf"^(\w*){letter}([^{VOWELS}w]*)w(\w*)$", rf"\g<1>{accented}\g<2>\g<3>", rest, count=1)
    for letter, accented in (("a", "â"), ("e", "ê"), ("o", "ô")):
        rest = re.sub(rf"{letter}([^{VOWELS}]*){letter}", rf"{accented}\g<1>", rest, count=1)
    made = head + rest
    if "w" in made or (made == plain and not tone):
        return None
    return with_tone(made, tone)


def from_vni(word: str) -> str | None:
    """`d9a8ng` → `đăng`, `ky1` → `ký`. None where nothing is left of VNI."""
    plain = word.lower()
    if not re.fullmatch(r"[a-z]+[0-9][a-z0-9]*", plain):
        return None
    tone, made = "", ""
    for sign in plain:
        if sign in VNI_TONES:
            tone = VNI_TONES[sign]
        elif sign == "9":
            if "d" not in made:
                return None
            made = made.replace("d", "đ", 1)
        elif sign in "678":
            made = _marked(made, sign)
        elif sign != "0":
            made += sign
    return with_tone(unicodedata.normalize("NFC", made), tone)


def _marked(letters: str, sign: str) -> str:
    """The mark of a VNI digit on the nearest vowel that can bear it; `uo7` is `ươ`."""
    mark, bearers = {"6": (CIRCUMFLEX, "aeo"), "7": (HORN, "ou"), "8": (BREVE, "a")}[sign]
    if sign == "7" and "uo" in letters:
        return letters.replace("uo", "ươ")
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in bearers:
            return letters[: place + 1] + mark + letters[place + 1 :]
    return letters


def with_tone(word: str, tone: str) -> str:
    """The tone on the vowel that bears it, in the placement that spelling books teach: `hòa`, `tiếng`, `nghĩa`."""
    word = unicodedata.normalize("NFC", word)
    if not tone:
        return word
    begin = 2 if re.match(r"qu|gi[aeiouyăâêôơư]", word) else 0
    places = [place for place in range(begin, len(word)) if fold(word[place]) in VOWELS]
    if not places:
        return word
    marked = [place for place in places if word[place] not in VOWELS]
    if marked:
        at = marked[-1]
    elif len(places) == 1 or (places[-1] == len(word) - 1 and len(places) == 2):
        at = places[0]
    else:
        at = places[-2] if places[-1] == len(word) - 1 else places[-1]
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])


@lru_cache(maxsize=10_000)  # the language has some 7,000 syllables
def written(exact: str) -> str:
    """A word of the index (tone at the end) as people write it."""
    decomposed = unicodedata.normalize("NFD", exact)
    tones = [sign for sign in decomposed if sign in TONES]
    plain = "".join(sign for sign in decomposed if sign not in TONES)
    return with_tone(plain, tones[0] if tones else "")
