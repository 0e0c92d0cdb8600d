"""A translation begins from the approved one of the text before it: of the edition that it amends, or its own of old.

What is said in the same words keeps its approved translation. What was changed is shown with the old words beside.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail_localize.models import StringSegment, Translation

from register.aligning import align
from register.models import AnnouncedEdition

from . import memory
from .models import Edition, MemoryEntry
from .models.edition import SOURCE_LOCALE


@dataclass(frozen=True)
class Before:
    """A sentence as it was approved: its Vietnamese and its translation, as wagtail-localize keeps them."""

    source: str
    data: str


def place(path: str) -> str:
    """Where a sentence stands, whatever blocks are around it: `steps.*.text`."""
    return memory.BLOCK.sub("*", path)


def earlier(translation: Translation) -> list[list[MemoryEntry]]:
    """What was approved before, text by text: of this very text, then of the announced ones of the same procedure.

    The newest first, those of another level last. An older one counts too, since a list edition of the province says
    only a part, and stands on the ministry's text. A constant number of queries.
    """
    keys = [translation.source.object_id, *_before(translation)]
    rows = MemoryEntry.objects.filter(locale=translation.target_locale_id, context__object_id__in=keys)
    found: dict[Any, list[MemoryEntry]] = {key: [] for key in keys}
    for row in rows.select_related("string", "context"):
        found[row.context.object_id].append(row)
    return [entries for entries in found.values() if entries]


def _before(translation: Translation) -> list[Any]:
    """The `translation_key`s of those announced texts."""
    row = Edition.objects.filter(
        translation_key=translation.source.object_id, locale__language_code=SOURCE_LOCALE
    ).first()
    if row is None:
        return []
    others = Edition.objects.filter(
        procedure=row.procedure_id, locale=translation.target_locale_id, corrects_key=""
    ).exclude(translation_key=row.translation_key)
    keys = dict(others.exclude(announced_key="").values_list("announced_key", "translation_key"))
    announced = AnnouncedEdition.objects.filter(key__in=keys).select_related("announcement").prefetch_related("levels")
    newest = sorted(
        announced,
        key=lambda each: (
            bool({level.level for level in each.levels.all()} & set(row.levels)),
            each.effective_on,
            each.announcement.signed_on,
            each.pk,
        ),
        reverse=True,
    )
    return [keys[each.key] for each in newest]


def before(translation: Translation, segments: Sequence[StringSegment]) -> dict[int, Before]:
    """For the sentences that were changed since: what stood there, by the segment's pk."""
    texts = earlier(translation)
    contexts = {entry.context_id for entries in texts for entry in entries}
    stays = contexts & {segment.context_id for segment in segments}

    def where(row: Any) -> str:
        """The very place, where it is there before and after; else any of its kind."""
        path = str(row.context.path)
        return path if row.context_id in stays else place(path)

    old: dict[str, list[MemoryEntry]] = {}
    for entries in texts:  # of each place the newest text that says something there
        old = _grouped(entries, where) | old
    new = _grouped(segments, where)
    found: dict[int, Before] = {}
    for key, rows in new.items():
        was = old.get(key, [])
        for pair in align([each.string.data for each in was], [each.string.data for each in rows]):
            if pair.before is not None and pair.after is not None and pair.before != pair.after:
                entry = was[pair.before_at - 1]
                found[rows[pair.after_at - 1].pk] = Before(entry.string.data, entry.data)
    return found


def _grouped(rows: Iterable[Any], key: Callable[[Any], str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


@transaction.atomic
def carry(translation: Translation, user: Any = None) -> int:
    """Give every sentence without a translation the approved one of the text before, if it says the same there.

    Returns how many. They need no second look by the translator; the reader sees the whole text again.
    """
    known = _by_place(entry for entries in earlier(translation) for entry in entries)
    carried = 0
    for segment in memory.untranslated(translation):
        data = known.get((place(segment.context.path), segment.string_id), known.get(("", segment.string_id)))
        if data is not None:
            memory.write(translation, segment, data, user, memory.FROM_EARLIER)
            carried += 1
    return carried


def _by_place(entries: Iterable[MemoryEntry]) -> dict[tuple[str, int], str]:
    """By place and sentence, and by the sentence alone."""
    found: dict[tuple[str, int], str] = {}
    for entry in entries:
        found.setdefault((place(entry.context.path), entry.string_id), entry.data)
        found.setdefault(("", entry.string_id), entry.data)
    return found


def translation_begins(instance: Translation, created: bool, **_kwargs: Any) -> None:
    """wagtail-localize has made a row for a new translation (post_save), before it writes the first draft of it."""
    if created:
        carry(instance)
