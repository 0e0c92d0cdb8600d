"""Index documents: what the index holds of a code, derived from the record and rebuilt at will.

A code's history is cut at every day on which its answer, its guide, or the name of its sector changes. Each piece is
one document for each locale with `from` and `until`, so that on any day exactly one document of a code can be found.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from register.answer import FALLBACK, Edition, read_all_locales
from register.document import agencies_in, body_of, channels_in, fee_word
from register.entries import Entry, entries
from register.guide import counting, day_of, releases
from register.models import AnnouncedDocument, ReleasedGuide
from register.naming import Naming, sector_names
from register.standing import Standing, standing
from register.words import Scope, State

from .models import IndexDocument
from .text import body_terms, pairs, terms

LOCALES = ("vi", "en")
FOREVER = dt.date.max.toordinal()
BATCH = 100

# Raise it when what a document holds changes: derived tables and indexes of another format are made anew.
FORMAT = "8"
TEXTS = (
    "name_exact",
    "name_folded",
    "name_pairs",
    "result_folded",
    "body_folded",
    "body_pairs",
    "guide_exact",
    "guide_folded",
)
LISTS = ("serves", "levels", "audiences", "agencies", "channels")
FIELDS = tuple(field.attname for field in IndexDocument._meta.concrete_fields)


def documents(codes: Iterable[str]) -> Iterator[IndexDocument]:
    """The documents of these codes, all days, made from the record. Reads in batches, so memory stays constant."""
    wanted = sorted(set(codes))
    names = sector_names()
    for start in range(0, len(wanted), BATCH):
        yield from _batch(wanted[start : start + BATCH], names)


def all_codes() -> list[str]:
    """Every public code that was ever announced."""
    return sorted(code for code, listed in entries().items() if listed[0].scope == Scope.PUBLIC)


def _batch(codes: list[str], names: Naming) -> Iterator[IndexDocument]:
    known = {code: listed for code, listed in entries(codes).items() if listed[0].scope == Scope.PUBLIC}
    ids = {entry.edition_id for listed in known.values() for entry in listed}
    texts = read_all_locales(ids, LOCALES)
    guides = releases(known)
    for code, listed in known.items():
        yield from _pieces(code, listed, texts, names, guides.get(code, []))


def _pieces(
    code: str,
    listed: list[Entry],
    texts: dict[str, dict[int, Edition]],
    names: Naming,
    guides: list[ReleasedGuide],
) -> Iterator[IndexDocument]:
    sectors = {texts[FALLBACK][entry.edition_id].data["sector"] for entry in listed}
    first = min(entry.effective_on for entry in listed)
    cuts = {entry.effective_on for entry in listed}
    cuts |= {day for sector in sectors for day in names.days(sector) if day > first}
    cuts |= {day for guide in guides if (day := day_of(guide)) > first}
    days = sorted(cuts)
    for day, following in zip(days, [*days[1:], None], strict=True):
        until = following.toordinal() if following else FOREVER
        held = standing(listed, day)
        if held.edition_id is not None:
            yield from _documents(code, held, day, until, texts, names, guides)


def _documents(
    code: str,
    held: Standing,
    day: dt.date,
    until: int,
    texts: dict[str, dict[int, Edition]],
    names: Naming,
    guides: list[ReleasedGuide],
) -> Iterator[IndexDocument]:
    edition_id = held.edition_id
    assert edition_id is not None  # noqa: S101 - asked by the caller
    own = [locale for locale in LOCALES if not texts[locale][edition_id].is_fallback]
    levels = [level for level, (state, _key) in held.levels.items() if state == State.IN_FORCE]
    for locale in own:
        data = texts[locale][edition_id].data
        document = IndexDocument(
            id=f"{code}/{day.isoformat()}/{locale}",
            code=code,
            state=held.state.value,
            serves=[locale, *(other for other in LOCALES if other not in own and locale == FALLBACK)],
            from_day=day.toordinal(),
            until_day=until,
            sector=data["sector"],
            levels=levels or list(held.levels),
            **_of_text(data, names.on(data["sector"], day, locale) if data["sector"] else ""),
            **_of_guide(guides, day, locale),
        )
        document.hash = hash_of(document)
        yield document


def _of_text(data: dict[str, Any], sector: str) -> dict[str, Any]:
    name_exact, name_folded, name_pairs = terms(data["name"])
    body = body_terms("\n".join([sector, *body_of(data)]))[1]
    return {
        "audiences": data["audiences"],
        "agencies": agencies_in(data),
        "channels": channels_in(data),
        "fee": fee_word(data),
        "name": data["name"],
        "name_exact": name_exact,
        "name_folded": name_folded,
        "name_pairs": name_pairs,
        "result_folded": body_terms("\n".join(result["name"] for result in data["results"]))[1],
        "body_folded": body,
        "body_pairs": " ".join(pairs(body.split())),
    }


def _of_guide(guides: list[ReleasedGuide], day: dt.date, locale: str) -> dict[str, str]:
    """Nothing where none counts, so that such a document is found and weighed as if there were no guides."""
    held = counting(guides, day, locale)
    if held is None:
        return {}
    names = "\n".join(held.data["names"])
    return {
        "guide_exact": body_terms(names)[0],
        "guide_folded": body_terms("\n".join([names, *held.data["use_when"]]))[1],
    }


def hash_of(document: IndexDocument) -> str:
    """What tells two documents of one id apart."""
    told = repr([getattr(document, name) for name in FIELDS if name != "hash"])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def codes_of_sector(key: str) -> list[str]:
    """The codes whose documents carry this sector's name."""
    rows = AnnouncedDocument.objects.filter(edition__sector__key=key)
    return list(rows.values_list("edition__code", flat=True).distinct())
