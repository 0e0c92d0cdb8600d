"""Translations that are behind: their Vietnamese text was changed since, or has sentences somebody must look at."""

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from .memory import FROM_MEMORY, own_translations
from .models import Edition
from .models.edition import SOURCE_LOCALE


def with_look(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Adds to texts with a translation how many sentences they have, and how many to look at: untranslated or filled
    from the memory. No query of its own."""
    settled = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("locale_id")),
        has_error=False,
    ).exclude(tool_name=FROM_MEMORY)
    segments = StringSegment.objects.filter(source__object_id=OuterRef("translation_key"))
    return rows.annotate(
        sentences=_counted(segments),
        to_look_at=_counted(segments.filter(~Exists(settled))),
    )


def _counted(segments: QuerySet[Any]) -> Any:
    counted = segments.order_by().values("source__object_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted[:1], output_field=IntegerField()), 0)


def look_of(row: Any) -> str:
    """In words for a list: `3/12 câu`; "" for a text in its own language or without sentences."""
    if row.locale.language_code == SOURCE_LOCALE or not row.sentences:
        return ""
    return _("%(n)d/%(all)d câu phải xem") % {"n": row.to_look_at, "all": row.sentences} if row.to_look_at else ""


def stale(editions: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `editions` that are translations behind, with `changed` and `to_look_at` for why. One query.

    What is public already is frozen, so it is not told here.
    """
    source = Edition.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=SOURCE_LOCALE)
    taken = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"), locale__language_code=SOURCE_LOCALE
    ).values("last_updated_at")[:1]
    rows = editions.exclude(locale__language_code=SOURCE_LOCALE).filter(announced_key="")
    return _behind(rows, source.values("updated_at")[:1], taken)


def stale_pages(pages: QuerySet[Any]) -> QuerySet[Any]:
    """The same of pages, whose Vietnamese text is the one that is published; each `translated_by` its translation."""
    published = Page.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=SOURCE_LOCALE)
    own = own_translations()
    rows = pages.exclude(locale__language_code=SOURCE_LOCALE).filter(Exists(own))
    return _behind(
        rows.annotate(translated_by=Subquery(own.values("pk")[:1])),
        published.values("last_published_at")[:1],
        own.values("source__last_updated_at")[:1],
    )


def _behind(rows: QuerySet[Any], written: QuerySet[Any], taken: QuerySet[Any]) -> QuerySet[Any]:
    """Those written anew since their translation took the text, or with sentences to look at; the newest first."""
    return (
        with_look(rows)
        .annotate(written_at=Subquery(written), taken_at=Subquery(taken))
        .annotate(changed=Q(written_at__gt=F("taken_at")))
        .filter(Q(changed=True) | Q(to_look_at__gt=0))
        .order_by("-written_at", "pk")
    )
