"""Drafts with something that stops announcing (`cms/checks.py`), kept until draft, record or day changes."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import translation

from register import changes, clock

from .checks import problems_of_edition, with_texts
from .models import Edition

MOST = 300  # drafts that are checked, those changed last
KEPT = 3600  # seconds; a check may hang on more than is seen below


@dataclass(frozen=True)
class Failing:
    """`messages` in Vietnamese."""

    pk: int
    messages: list[str]


def failing(drafts: QuerySet[Any], name: str) -> list[Failing]:
    """Of the drafts that were changed last, the failing ones. `name` is under which the answer is kept.

    A constant number of queries, and only what changed is checked again.
    """
    known: dict[int, tuple[str, list[str]]] = cache.get(f"failing-{name}", {})
    position = changes.position()
    now = f"{position.head}|{position.token}|{clock.today()}"
    rows = drafts.filter(announced_key="", corrects_key="", locale__language_code="vi").order_by("-updated_at", "-pk")
    stamps = {pk: f"{at}|{now}" for pk, at in rows.values_list("pk", "updated_at")[:MOST]}
    kept = {pk: known[pk] for pk, stamp in stamps.items() if known.get(pk, ("", []))[0] == stamp}
    fresh = _checked([pk for pk in stamps if pk not in kept])
    kept |= {pk: (stamps[pk], messages) for pk, messages in fresh.items()}
    cache.set(f"failing-{name}", kept, KEPT)
    return [Failing(pk, kept[pk][1]) for pk in stamps if pk in kept and kept[pk][1]]


def _checked(keys: list[int]) -> dict[int, list[str]]:
    if not keys:
        return {}
    related = ("decision__issuer", "procedure", "locale", "sector")
    editions = list(Edition.objects.filter(pk__in=keys).select_related(*related))
    with translation.override("vi"):
        return {
            edition.pk: [str(each.message) for each in problems_of_edition(edition, text, known)]
            for edition, text, known in with_texts(editions)
        }
