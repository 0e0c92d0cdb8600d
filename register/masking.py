"""What was taken down (che dữ liệu): found in the public record, and masked whenever it is read.

Words are found whatever their case, with accents or wholly without, and a long number however it is set apart. Source:
Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.db.models.functions import Cast

from . import changes
from .guards import frozen_models
from .models import Redaction
from .models.told import ToldChar, ToldJSON, ToldText
from .vietnamese import fold

MASK = "[đã che]"
LEAST = 5  # letters or digits: fewer would mask half of the record
DIGITS = 9  # of a telephone or a personal number, which people write in groups
APART = r"[\s.\-]*"


@dataclass(frozen=True)
class Masks:
    """What is masked. `of` gives a value as it may be read."""

    pattern: re.Pattern[str] | None
    files: Mapping[str, Mapping[str, Any]]

    def of(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.pattern.sub(MASK, value) if self.pattern else value
        if isinstance(value, list):
            return [self.of(each) for each in value]
        if isinstance(value, dict):
            masked = {key: self.of(each) for key, each in value.items()}
            stead = self.files.get(str(value.get("sha256", "")))
            return masked | dict(stead) if stead else masked
        return value


class Place(NamedTuple):
    """Where something stands in the record: model and key of its row, the procedure ("" for none), the words around."""

    model: type[models.Model]
    key: Any
    code: str
    excerpt: str


def masks(words: Sequence[str], files: Mapping[str, Mapping[str, Any]]) -> Masks:
    spelled = {spelling for word in words for spelling in (word, fold(word))}
    ways = [_written(word) for word in sorted(spelled, key=len, reverse=True)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE) if ways else None
    return Masks(pattern, files)


def too_short(word: str) -> bool:
    return sum(letter.isalnum() for letter in word) < LEAST


def _written(word: str) -> str:
    plain = unicodedata.normalize("NFC", " ".join(word.split()))
    digits = re.sub(APART, "", plain)
    if digits.isdigit() and len(digits) >= DIGITS:
        return APART.join(digits)
    return r"\s+".join(re.escape(part) for part in plain.split())


# -- On reading -------------------------------------------------------------------------------------------------------

_lock = threading.Lock()
_kept: tuple[object, Masks | None] = (None, None)


def masked(value: Any) -> Any:
    """A value of the record as it may be read. Asks the database only where something was ever taken down."""
    if value is None or isinstance(value, bool | int | float):
        return value
    position = changes.seen()
    if not position.redactions:
        return value
    standing = _standing(position)
    return standing.of(value) if standing else value


def _standing(position: changes.Position) -> Masks | None:
    global _kept
    with _lock:
        if _kept[0] == position:
            return _kept[1]
    rows = list(Redaction.objects.values_list("words", "files"))
    words = [word for each, _files in rows for word in each]
    files = {sha256: file for _words, each in rows for sha256, file in each.items()}
    made = masks(words, files) if words or files else None
    if len(rows) >= position.redactions:  # else another transaction has them that has not ended yet
        with _lock:
            _kept = (position, made)
    return made


def is_taken_down(sha256: str) -> bool:
    """Whether the file of this hash is public no more, whatever names it."""
    return any(sha256 in files for files in Redaction.objects.values_list("files", flat=True))


# -- Where it stands --------------------------------------------------------------------------------------------------


def told_fields(model: type[models.Model]) -> list[str]:
    """The names of the fields of a model of the record that may be masked."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, ToldChar | ToldText | ToldJSON)]


def stored(model: type[models.Model], fields: Sequence[str]) -> Iterator[tuple[Any, list[str | None]]]:
    """Keys and texts of a table's rows as the database holds them: whatever is masked, and JSON as it is written."""
    texts = [Cast(field, models.TextField()) for field in fields]
    for key, *values in model._base_manager.values_list("pk", *texts).iterator(200):
        yield key, values


def places(wanted: Masks) -> Iterator[Place]:
    """Every row of the record in which it still can be read; reads the whole record."""
    for model in frozen_models():
        fields = told_fields(model)
        if not fields:
            continue
        path = _CODES.get(model.__name__)
        for key, code, *values in model._base_manager.values_list("pk", path or "pk", *fields).iterator(500):
            excerpt = next(_excerpts(wanted, values), None)
            if excerpt is not None:
                yield Place(model, key, str(code) if path else "", excerpt)


_CODES = {
    "AnnouncedDocument": "edition__code",
    "AnnouncedEdition": "code",
    "Correction": "edition__code",
    "ReleasedForm": "code",
    "ReleasedGuide": "code",
}
AROUND = 40  # letters before and after


def _excerpts(wanted: Masks, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        found = wanted.pattern.search(value) if wanted.pattern else None
        if found:
            before, after = value[: found.start()][-AROUND:], value[found.end() :][:AROUND]
            before = before if found.start() <= AROUND else before.partition(" ")[2]
            after = after if len(value) - found.end() <= AROUND else after.rpartition(" ")[0]
            yield " ".join(f"{before}{found[0]}{after}".split())
    elif isinstance(value, dict):
        if value.get("sha256") in wanted.files:
            yield str(value.get("name", ""))
        for each in value.values():
            yield from _excerpts(wanted, each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _excerpts(wanted, each)
