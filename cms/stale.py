"""Translations that are behind: their Vietnamese text was changed since, or has strings that nobody translated."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from .models import Edition
from .models.edition import SOURCE_LOCALE


def stale(editions: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `editions` that are translations behind, with `changed` and `untranslated` for why. One query.

    What is public already is frozen, so it is not told here.
    """
    source = Edition.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=SOURCE_LOCALE)
    taken = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"), locale__language_code=SOURCE_LOCALE
    ).values("last_updated_at")[:1]
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("locale_id")),
        has_error=False,
    )
    segments = StringSegment.objects.filter(source__object_id=OuterRef("translation_key"))
    return (
        editions.exclude(locale__language_code=SOURCE_LOCALE)
        .filter(announced_key="")
        .annotate(written_at=Subquery(source.values("updated_at")[:1]), taken_at=Subquery(taken))
        .annotate(
            changed=Q(written_at__gt=F("taken_at")),
            untranslated=Exists(segments.filter(~Exists(done))),
        )
        .filter(Q(changed=True) | Q(untranslated=True))
        .order_by("-written_at", "pk")
    )
