"""The translation memory (bộ nhớ dịch): what was approved once is offered wherever the same sentence stands.

wagtail-localize has a row of its own for each sentence of a text (StringSegment), with the translation typed for it at
that place (StringTranslation). What came there from here is marked by its `tool_name`, until somebody looked at it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from register import clock

from .models import Edition, MemoryEntry
from .policy import guarding

BLOCK = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Where a translation came from, in the words that wagtail-localize's own editor shows.
FROM_MEMORY = "Bộ nhớ dịch"  # to be looked at
FROM_EARLIER = "Bản dịch đã duyệt trước đây"


@dataclass(frozen=True)
class Counted:
    """The sentences of a translation, and how many of them somebody must look at."""

    all: int
    untranslated: int
    marked: int

    @property
    def to_look_at(self) -> int:
        return self.untranslated + self.marked


def translation_of(edition: Edition) -> Translation | None:
    """wagtail-localize's own row for it, where it is translated sentence by sentence."""
    rows = Translation.objects.filter(source__object_id=edition.translation_key, target_locale=edition.locale_id)
    return rows.filter(enabled=True).select_related("source", "target_locale").first()


def own_translations() -> QuerySet[Translation]:
    """The same for the row of an outer query."""
    return Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale"), enabled=True
    )


def translations_of(translation: Translation) -> QuerySet[StringTranslation]:
    """What is typed for the sentences that the text has now."""
    segments = StringSegment.objects.filter(
        source=translation.source_id, string=OuterRef("translation_of"), context=OuterRef("context")
    )
    return StringTranslation.objects.filter(Exists(segments), locale=translation.target_locale_id)


def untranslated(translation: Translation) -> QuerySet[StringSegment]:
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=translation.target_locale_id
    )
    rows = StringSegment.objects.filter(~Exists(done.filter(has_error=False)), source=translation.source_id)
    return rows.select_related("string", "context").order_by("order")


def counted(translation: Translation) -> Counted:
    marked = translations_of(translation).filter(tool_name=FROM_MEMORY, has_error=False).count()
    whole = StringSegment.objects.filter(source=translation.source_id).count()
    return Counted(whole, untranslated(translation).count(), marked)


def is_behind(translation: Translation) -> bool:
    """Whether the Vietnamese text says something else by now than what is translated."""
    source = translation.source
    instance = source.get_source_instance()
    instance = getattr(instance, "specific", instance)
    now = [(each.path, each.string.data) for each in _sentences(instance)]
    kept = StringSegment.objects.filter(source=source).order_by("order", "pk")
    return sorted(now) != sorted(kept.values_list("context__path", "string__data"))


def remember(source: Any, target: Any, *, whole: bool = True) -> int:
    """Keep every sentence of an approved translation, in place of what was kept of the same text before.

    Sentences are joined by their place. With `whole=False`, where untranslated ones may stand in the text in their
    own language, equal ones are left out. Returns how many are kept.
    """
    said, words = list(_sentences(source)), list(_sentences(target))
    by_path = _grouped(words, [each.path for each in words])
    by_place = _grouped(words, _places(words))
    counts = Counter(each.path for each in said)
    taken: Counter[str] = Counter()
    kept = []
    for each, where in zip(said, _places(said), strict=True):
        there = by_path.get(each.path) or by_place.get(where, [])
        if len(there) == counts[each.path]:
            data = there[taken[each.path]]
            taken[each.path] += 1
            if whole or each.string.data != data:
                kept.append((each, data))
    return _replace(source, target, kept)


def _grouped(values: Sequence[StringSegmentValue], keys: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each, key in zip(values, keys, strict=True):
        found[key].append(each.string.data)
    return found


def _places(values: Sequence[StringSegmentValue]) -> list[str]:
    """The path of each with places instead of ids: `steps.2/5.text` is in the second block of five.

    Texts written by machine have other ids in lists than their translations; they are joined where both have as many.
    """
    blocks: dict[str, list[str]] = defaultdict(list)
    for each in values:
        for found in BLOCK.finditer(each.path):
            known = blocks[each.path[: found.start()]]
            if found[0] not in known:
                known.append(found[0])

    def placed(path: str) -> str:
        def place(found: re.Match[str]) -> str:
            known = blocks[path[: found.start()]]
            return f"{known.index(found[0]) + 1}/{len(known)}"

        return BLOCK.sub(place, path)

    return [placed(each.path) for each in values]


@transaction.atomic
def _replace(source: Any, target: Any, kept: list[tuple[StringSegmentValue, str]]) -> int:
    known, _made = TranslatableObject.objects.get_or_create_from_instance(source)
    contexts = {row.path: row for row in TranslationContext.objects.filter(object=known)}
    # By their keys: a deletion across a join names the table twice, and PostgreSQL, where it does not know yet how many
    # rows there are, then goes through all of them for each.
    MemoryEntry.objects.filter(context__in=contexts.values(), locale=target.locale_id).delete()
    now = clock.now()
    for path in {each.path for each, _data in kept} - set(contexts):
        contexts[path] = TranslationContext.objects.create(object=known, path=path)
    rows = [
        MemoryEntry(
            string=String.from_value(source.locale_id, each.string),
            context=contexts[each.path],
            locale_id=target.locale_id,
            order=place,
            data=data,
            approved_at=now,
        )
        for place, (each, data) in enumerate(kept)
    ]
    MemoryEntry.objects.bulk_create(rows)
    return len(rows)


def _sentences(instance: Any) -> Iterator[StringSegmentValue]:
    for each in extract_segments(instance):
        if isinstance(each, StringSegmentValue):
            yield each


def offered(translation: Translation, user: Any) -> QuerySet[MemoryEntry]:
    """What of the memory this user may see: of what is public, and of drafts that she may read. The newest first."""
    editions = Edition.objects.filter(translation_key=OuterRef("context__object_id"), locale=OuterRef("locale"))
    seen = guarding(Edition).seen_by(user).values("pk")
    ours = editions.filter(~Q(announced_key="") | Q(pk__in=seen))
    of_a_page = ~Q(context__object__content_type=ContentType.objects.get_for_model(Edition))
    rows = MemoryEntry.objects.filter(Exists(ours) | of_a_page, locale=translation.target_locale_id)
    return rows.order_by("-approved_at", "-pk")


def exact(translation: Translation, strings: Iterable[int], user: Any) -> dict[int, list[str]]:
    """Translations of the very sentences by the string's pk, each once, the newest first. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    for string, data in offered(translation, user).filter(string__in=list(strings)).values_list("string", "data"):
        if data not in found[string]:
            found[string].append(data)
    return found


@transaction.atomic
def fill(translation: Translation, user: Any) -> int:
    """Fill all sentences without a translation from the memory, marked to be looked at. Returns how many."""
    missing = list(untranslated(translation))
    found = exact(translation, {each.string_id for each in missing}, user)
    filled = [each for each in missing if each.string_id in found]
    for each in filled:
        write(translation, each, found[each.string_id][0], user, FROM_MEMORY)
    return len(filled)


def write(translation: Translation, segment: StringSegment, data: str, user: Any, origin: str = "") -> None:
    """One sentence, as wagtail-localize's own editor writes it."""
    StringTranslation.objects.update_or_create(
        translation_of_id=segment.string_id,
        locale_id=translation.target_locale_id,
        context_id=segment.context_id,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": origin,
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )


def page_is_public(instance: Any, **_kwargs: Any) -> None:
    """Wagtail's page_published: whoever may publish a translated page has approved what it says."""
    rows = Translation.objects.filter(source__object_id=instance.translation_key, target_locale=instance.locale_id)
    translation = rows.select_related("source").first()
    if translation is not None:
        remember(translation.source.as_instance(), instance, whole=False)
