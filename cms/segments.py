"""The sentences of a translation as its page shows them: what stands there, what is offered, what to look at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from register.compare import Piece, pieces_of_words

from . import memory
from .carrying import before
from .glossary import Glossary, Missing
from .likeness import CANDIDATES, Near, near

BREAK = re.compile(r"<br\s*/?>")
LONGEST = 20_000  # letters of one translated sentence


@dataclass(frozen=True)
class Change:
    """What the sentence said when its translation was approved, the change marked, and that translation."""

    pieces: Sequence[Piece]
    translation: str


@dataclass
class Segment:
    """One sentence. `source` and `text` are what a person reads and types, "" where nothing is translated."""

    pk: int
    string: int
    label: str
    source: str
    text: str
    origin: str = ""
    error: str = ""
    typed: str | None = None  # what was not taken, and stays in the field to be mended
    change: Change | None = None
    exact: list[str] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        return self.origin == memory.FROM_MEMORY

    @property
    def to_look_at(self) -> bool:
        return not self.text or bool(self.error) or self.is_marked

    @property
    def seen(self) -> str:
        """A short name of the text that stood on the page, so that nobody overwrites another's unseen."""
        return stamp(self.text)


def stamp(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def read(translation: Translation) -> list[Segment]:
    """All sentences in the order of the text, without offers. A constant number of queries."""
    rows = list(
        StringSegment.objects.filter(source=translation.source_id)
        .select_related("string", "context")
        .order_by("order", "pk")
    )
    typed = {(each.translation_of_id, each.context_id): each for each in memory.translations_of(translation)}
    labels = _labels(translation, rows)
    changed = before(translation, rows)
    glossary = Glossary(translation.target_locale.language_code)
    found = []
    for row in rows:
        own: StringTranslation | None = typed.get((row.string_id, row.context_id))
        source = shown(row.string.data)
        segment = Segment(row.pk, row.string_id, labels[row.pk], source, shown(own.data) if own else "")
        if own:
            segment.origin = own.tool_name
            segment.error = (own.get_error() or "") if own.has_error else ""
            segment.missing = list(glossary.missing(source, segment.text))
        was = changed.get(row.pk)
        if was and segment.to_look_at:
            segment.change = Change(pieces_of_words(shown(was.source), source), shown(was.data))
        found.append(segment)
    return found


def offer(translation: Translation, user: Any, segments: Sequence[Segment]) -> None:
    """Add what the memory knows of the sentences that are still to be translated. At most two queries."""
    left = {each.pk: each for each in segments if not each.text}
    exact = memory.exact(translation, {each.string for each in left.values()}, user) if left else {}
    for segment in left.values():
        segment.exact = [shown(data) for data in exact.get(segment.string, [])][:3]
    asked = {pk: each.source for pk, each in left.items() if not each.exact and not each.change}
    if asked:
        known = memory.offered(translation, user).values_list("string__data", "data")[:CANDIDATES]
        told = near(asked, ((shown(source), shown(data)) for source, data in known))
        for pk, offers in told.items():
            left[pk].near = offers


def is_html(data: str) -> bool:
    """Whether a sentence holds more than letters and line breaks, as those of pages may."""
    return "<" in BREAK.sub("", data)


def shown(data: str) -> str:
    """As a person reads and types it: plain, with line breaks; only text with marks inside stays HTML."""
    return data if is_html(data) else unescape(BREAK.sub("\n", data))


def kept(text: str, source: str) -> str:
    """What somebody typed, as wagtail-localize keeps it. Raises ValueError for HTML that a sentence cannot have."""
    text = text.replace("\r\n", "\n").strip()
    value = StringValue.from_translated_html(text) if is_html(source) else StringValue.from_plaintext(text)
    return str(value.data)


def _labels(translation: Translation, rows: Sequence[StringSegment]) -> dict[int, str]:
    """The field in the words of its form, with the number of the block."""
    model = translation.source.specific_content_type.model_class()
    blocks: dict[str, list[str]] = {}
    found = {}
    for row in rows:
        path = str(row.context.path)
        name = path.partition(".")[0]
        try:
            label = str(model._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            label = name
        label = label[:1].upper() + label[1:]
        block = memory.BLOCK.search(path)
        if block:
            known = blocks.setdefault(name, [])
            if block[0] not in known:
                known.append(block[0])
            label = f"{label}, {known.index(block[0]) + 1}"
        found[row.pk] = label
    return found
