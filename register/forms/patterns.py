"""Patterns: those of the law, and the part of RE2's syntax that every engine in use reads alike.

They are carried out by the server (Rust's `regex`, in linear time), by browsers and by whatever library reads the
schema, so that only what means the same in RE2, Rust and ECMAScript is taken: no look-around, no reference to a group.
"""

import re
from collections.abc import Callable

# Codes of the provinces as they were when ids began to be given; mergers changed none that was given. Source: Thông tư
# 59/2021/TT-BCA, phụ lục. Who was registered abroad has the code of the country, from 101.
PROVINCES = (
    "001|002|004|006|008|010|011|012|014|015|017|019|020|022|024|025|026|027|030|031|033|"
    "034|035|036|037|038|040|042|044|045|046|048|049|051|052|054|056|058|060|062|064|066|"
    "067|068|070|072|074|075|077|079|080|082|083|084|086|087|089|091|092|093|094|095|096"
)


def id_number(year: int | None = None) -> str:
    """12 digits: where registered, century and sex, year of birth, six more; nobody is born after `year`.

    Source: Nghị định 137/2015/NĐ-CP, điều 13 (0, 1: born in the 20th century, 2, 3: in the 21st).
    """
    born = f"[01][0-9]{{2}}|[23]{up_to(f'{year % 100:02}')}" if year else "[0-3][0-9]{2}"
    return f"^(?:{PROVINCES}|[1-3][0-9]{{2}})(?:{born})[0-9]{{6}}$"


def up_to(digits: str) -> str:
    """What has as many digits as this and is not more; signs between them stay."""
    return _side(digits, lambda digit: f"[0-{int(digit) - 1}]" if digit > "0" else "")


def not_before(digits: str) -> str:
    """The same, and is not less."""
    return _side(digits, lambda digit: f"[{int(digit) + 1}-9]" if digit < "9" else "")


def _side(digits: str, beyond: Callable[[str], str]) -> str:
    ways = [digits]
    for place, digit in enumerate(digits):
        if digit.isdigit() and (first := beyond(digit)):
            ways.append(digits[:place] + first + re.sub(r"\d", "[0-9]", digits[place + 1 :]))
    return f"(?:{'|'.join(ways)})"


DATE = "^(?:1[89]|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}$"
NAME = r"^[\p{L}\p{M}][\p{L}\p{M}'’.\- ]*$"
PHONE = r"^(?:\+84|0)(?:[ .]?[0-9]){9,10}$"
EMAIL = r"^[A-Za-z0-9._%+\-]+@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,24}$"
_NONE = "\\x00-\\x1f\\x7f\u2028\u2029"  # no sign of these in a line; `.` means the same to every engine then
LINE = f"^[^{_NONE}]*[^{_NONE} ][^{_NONE}]*$"  # one line that says something
_NOT_IN_LINES = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
LINES = rf"^[^{_NOT_IN_LINES}]*[^\x00-\x20\x7f][^{_NOT_IN_LINES}]*$"
ACCOUNT = "^[0-9A-Z]{6,24}$"
UPLOAD = r"^[A-Za-z0-9_\-]{16,64}$"

LONGEST = 300
_ESCAPED = r"\\(?:[dDwW]|p\{(?:L|Lu|Ll|M|N|Nd|P|Z|Zs)\}|[.*+?^$|(){}\[\]/\\])"
_IN_CLASS = rf"(?:{_ESCAPED}|\\-|[^\[\]\\(){{}}/|&~^\-])"
_REPEATED = r"[*+?]\??|\{[0-9]{1,3}(?:,[0-9]{0,3})?\}\??"
_TOKEN = re.compile(
    rf"(?P<repeated>{_REPEATED})|(?P<opened>\((?:\?:)?|\|)|{_ESCAPED}|\[\^?{_IN_CLASS}(?:-?{_IN_CLASS})*\]|\)"
    r"|[^\\\[\](){}*+?|^$/]"
)


def is_safe(pattern: str) -> bool:
    """Whether every engine reads it alike, and it can be anchored as a whole."""
    if len(pattern) > LONGEST:
        return False
    place, repeatable = 0, False
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None or (token["repeated"] and not repeatable):
            return False
        place, repeatable = token.end(), not token["repeated"] and not token["opened"]
    try:
        # For balance and order alone: Python's own engine never carries it out.
        re.compile(re.sub(r"\\p\{\w+\}", "a", pattern))
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def whole(pattern: str) -> str:
    """The pattern for the whole of a text."""
    return f"^(?:{pattern})$"
