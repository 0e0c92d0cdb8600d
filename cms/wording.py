"""The words of a text as against its facts: what a translation says in another language, and nothing else of it."""

from collections.abc import Iterator
from typing import Any

from register.document import digest

ON_TOP = ("name", "reception", "conditions", "transition")
LISTS = ("steps", "methods", "components", "results", "legal_basis")
WITHIN = {"title", "text", "description", "case", "rule", "name", "note", "area"}


def laid_over(original: dict[str, Any], text: dict[str, Any]) -> dict[str, Any]:
    """The words of `text` on the facts of `original`; what it does not say stays as it was.

    Parts are joined by their place; where a list has another length, the original one stands whole.
    """
    merged = dict(original) | {key: text[key] or original[key] for key in ON_TOP}
    return merged | {key: _laid_over(original[key], text[key]) for key in LISTS}


def _laid_over(original: Any, text: Any) -> Any:
    if isinstance(original, list) and isinstance(text, list):
        if len(original) != len(text):
            return original
        return [_laid_over(*pair) for pair in zip(original, text, strict=True)]
    if isinstance(original, dict) and isinstance(text, dict):
        return {
            key: (text.get(key) or value) if key in WITHIN else _laid_over(value, text.get(key))
            for key, value in original.items()
        }
    return original


def words_of(text: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every word that may be translated, with its field, in the order of the text; "" where nothing is said."""
    for key in ON_TOP:
        yield key, text[key]
    for key in LISTS:
        for part in text[key]:
            yield from ((key, words) for words in _within(part))


def _within(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _within(each)
    elif isinstance(part, dict):
        for key in sorted(part):
            if key in WITHIN:
                yield part[key] or ""
            else:
                yield from _within(part[key])


def pairs(original: dict[str, Any], text: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Field, words, and the same words in the translation; of lists of another length nothing."""
    for key in ON_TOP:
        yield key, original[key], text[key]
    for key in LISTS:
        for one, other in zip(original[key], text[key], strict=False):
            left, right = list(_within(one)), list(_within(other))
            if len(left) == len(right):
                yield from ((key, *pair) for pair in zip(left, right, strict=True))


def fingerprint(text: dict[str, Any]) -> str:
    """SHA-256 of the words of a text."""
    return digest({"words": list(words_of(text))})
