"""What is public: the one place that answers, for any code, day and locale. Everything public reads through here."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from . import changes, clock
from .document import agencies_in, channels_in, fee_word
from .entries import entries
from .kept import Kept
from .models import AnnouncedDocument, AnnouncedEdition, Announcement, Correction
from .standing import Standing, standing
from .words import Scope, State

FALLBACK = "vi"


@dataclass(frozen=True)
class Edition:
    """One announced edition as the public reads it in one locale. `data` has the shape of `register/document.py`."""

    id: int
    key: str
    code: str
    change: str
    effective_on: dt.date
    announcement: Announcement
    locale: str
    is_fallback: bool
    data: dict[str, Any]
    successors: Sequence[str] = ()
    corrected: bool = False


@dataclass(frozen=True)
class LevelAnswer:
    level: str
    state: State
    edition: Edition


@dataclass(frozen=True)
class Answer:
    """What holds of one code on one day. Before its first day it has neither edition nor name."""

    code: str
    on: dt.date
    locale: str
    state: State
    edition: Edition | None
    levels: Sequence[LevelAnswer] = ()
    awaiting_province: bool = False
    scope: str = Scope.PUBLIC

    @property
    def name(self) -> str | None:
        return self.edition.data["name"] if self.edition else None

    @property
    def replaced_by(self) -> list[str]:
        """Codes that stand for this one at the levels where it was replaced."""
        return list(
            dict.fromkeys(
                code for each in self.levels if each.state == State.REPLACED for code in each.edition.successors
            )
        )


def version(on: dt.date | None = None, locale: str = FALLBACK, code: str | None = None) -> str:
    """A word that changes whenever any answer for that day, locale and code may change. One query.

    Read it *before* what it stands for. Today it turns with every change of the log and every day.
    """
    position = changes.position()
    raw = f"{position.epoch}|{position.head}|{position.token}|{on or clock.today()}|{locale}|{code or ''}"
    return hashlib.sha256(raw.encode()).hexdigest()[:32]


def normal_code(code: str) -> str:
    """`1.001612` from the local form `1.001612.000.00.00.H62` as well."""
    parts = code.strip().split(".")
    return ".".join(parts[:2]) if len(parts) > 2 and parts[2:5] == ["000", "00", "00"] else code.strip()


def answer(code: str, on: dt.date | None = None, locale: str = FALLBACK) -> Answer | None:
    """What holds of `code` on that day (today by default). None only for a code that was never announced."""
    asked, day = normal_code(code), on or clock.today()
    return _kept_answers.get((asked, day, locale), lambda: _read_answer(asked, day, locale))


def _read_answer(code: str, day: dt.date, locale: str) -> Answer | None:
    found = _read_answers([code], day, locale).get(code)
    if found is None and AnnouncedEdition.objects.filter(code=code).exists():
        return Answer(code, day, locale, State.NOT_YET_IN_FORCE, None)  # withdrawn before its day
    return found


_kept_answers: Kept[Answer | None] = Kept(2_000)


def answers(codes: Iterable[str], on: dt.date | None = None, locale: str = FALLBACK) -> dict[str, Answer]:
    """The same for many codes, in a constant number of queries; codes that no day knows are left out."""
    day = on or clock.today()
    found = _kept_answers.get_many(
        ((code, day, locale) for code in dict.fromkeys(codes)),
        lambda keys: {
            (code, day, locale): each
            for code, each in _read_answers([key[0] for key in keys], day, locale).items()  # type: ignore[index]
        },
    )
    return {answer.code: answer for answer in found.values() if answer}


def _read_answers(codes: Iterable[str], day: dt.date, locale: str) -> dict[str, Answer]:
    found = entries(codes)
    standings = {code: standing(listed, day) for code, listed in found.items()}
    editions = read_editions({key for each in standings.values() for key in each.edition_ids}, locale)
    return {code: composed(code, day, locale, each, editions, found[code][0].scope) for code, each in standings.items()}


def composed(code: str, day: dt.date, locale: str, held: Standing, editions: dict[int, Edition], scope: str) -> Answer:
    """The answer for a code from its standing and the editions that this names."""
    return Answer(
        code=code,
        on=day,
        locale=locale,
        state=held.state,
        edition=editions[held.edition_id] if held.edition_id else None,
        levels=[LevelAnswer(level, state, editions[key]) for level, (state, key) in held.levels.items()],
        awaiting_province=held.awaiting_province,
        scope=scope,
    )


@dataclass(frozen=True)
class Newest:
    """The numbers of the newest rows at some moment: what was added later can be left out."""

    document: int
    correction: int


def read_editions(ids: Iterable[int], locale: str = FALLBACK, up_to: Newest | None = None) -> dict[int, Edition]:
    """Announced editions by id, as corrected, in the locale or else in Vietnamese. Two queries."""
    return read_all_locales(ids, [locale], up_to)[locale]


def read_all_locales(
    ids: Iterable[int], locales: Sequence[str], up_to: Newest | None = None
) -> dict[str, dict[int, Edition]]:
    """The same in several locales at once; each text is read once."""
    wanted = list(ids)
    documents: dict[int, dict[str, AnnouncedDocument]] = defaultdict(dict)
    rows = AnnouncedDocument.objects.filter(edition_id__in=wanted, locale__in={*locales, FALLBACK}).select_related(
        "edition__announcement__issuer", "edition__announcement__withdrawal"
    )
    if up_to:
        rows = rows.filter(id__lte=up_to.document)
    for row in rows:
        documents[row.edition_id][row.locale] = row
    texts: dict[tuple[int, str], dict[str, Any]] = {}
    days: dict[int, dt.date] = {}
    corrections = Correction.objects.filter(edition_id__in=wanted).order_by("id")
    if up_to:
        corrections = corrections.filter(id__lte=up_to.correction)
    for correction in corrections:
        if correction.data is not None:
            texts[correction.edition_id, correction.locale] = correction.data
        if correction.effective_on:
            days[correction.edition_id] = correction.effective_on

    def edition(row: AnnouncedDocument, locale: str) -> Edition:
        key = row.edition_id
        return Edition(
            id=key,
            key=row.edition.key,
            code=row.edition.code,
            change=row.edition.change,
            effective_on=days.get(key, row.edition.effective_on),
            announcement=row.edition.announcement,
            locale=row.locale,
            is_fallback=row.locale != locale,
            data=texts.get((key, row.locale), row.data),
            successors=row.edition.successors,
            corrected=key in days or (key, row.locale) in texts,
        )

    return {
        locale: {key: edition(told.get(locale) or told[FALLBACK], locale) for key, told in documents.items()}
        for locale in locales
    }


@dataclass(frozen=True)
class Overview:
    """The few facts of a public code that lists, filters and links need."""

    code: str
    standing: Standing
    announcement: int  # of the edition that is shown
    name: str
    sector: str
    levels: frozenset[str]
    audiences: frozenset[str]
    agencies: frozenset[str]
    channels: frozenset[str]
    fee: str  # free, fee, or "" where the text does not say


OVERVIEW = ("name", "sector", "audiences", "agencies", "methods")  # the keys of a document that it is made of


def _read_overview(day: dt.date, locale: str) -> dict[str, Overview]:
    held = {
        code: standing(listed, day) for code, listed in sorted(entries().items()) if listed[0].scope == Scope.PUBLIC
    }
    facts = read_parts(OVERVIEW, locale)
    shown = {code: each.edition_id for code, each in held.items() if each.edition_id is not None}
    return {code: _overview(code, held[code], *facts[edition]) for code, edition in shown.items()}


def read_parts(
    parts: Sequence[str], locale: str, ids: Iterable[int] | None = None
) -> dict[int, tuple[int, dict[str, Any]]]:
    """Of editions, or of all: the announcement, and these parts of the text as corrected, in the locale or else in
    Vietnamese. Two queries."""
    columns = ("edition_id", "edition__announcement_id", "locale", *(f"data__{name}" for name in parts))
    originals = AnnouncedDocument.objects.filter(locale__in={locale, FALLBACK})
    corrected = Correction.objects.filter(data__isnull=False, locale__in={locale, FALLBACK}).order_by("id")
    if ids is not None:
        wanted = list(ids)
        originals, corrected = originals.filter(edition_id__in=wanted), corrected.filter(edition_id__in=wanted)
    told: dict[int, str] = {}
    found: dict[int, tuple[int, dict[str, Any]]] = {}
    for key, announcement, language, *rest in [*originals.values_list(*columns), *corrected.values_list(*columns)]:
        if key not in found or language == locale or told[key] == language:
            told[key] = language
            found[key] = (announcement, dict(zip(parts, rest, strict=True)))
    return found


def _overview(code: str, held: Standing, announcement: int, data: dict[str, Any]) -> Overview:
    return Overview(
        code=code,
        standing=held,
        announcement=announcement,
        name=data["name"],
        sector=data["sector"],
        levels=frozenset(level for level, (state, _key) in held.levels.items() if state == State.IN_FORCE),
        audiences=frozenset(data["audiences"]),
        agencies=frozenset(agencies_in(data)),
        channels=frozenset(channels_in(data)),
        fee=fee_word(data),
    )


_overviews: Kept[dict[str, Overview]] = Kept(8)


def overview(on: dt.date | None = None, locale: str = FALLBACK) -> dict[str, Overview]:
    """Every public code at which something has taken effect by that day, in order. One query while nothing changes."""
    day = on or clock.today()
    return _overviews.get((day, locale), lambda: _read_overview(day, locale))


def names(asked: Iterable[tuple[str, dt.date]], locale: str = FALLBACK) -> dict[tuple[str, dt.date], str]:
    """What public codes are called on their days, in a constant number of queries; a code without a name is left out.

    The same names as the overview has, without reading every code for some of them.
    """

    def read(keys: list[Any]) -> dict[Hashable, str | None]:
        found = _read_names([(code, day) for code, day, _locale in keys], locale)
        return {(code, day, locale): name for (code, day), name in found.items()}

    wanted = list(dict.fromkeys(asked))
    kept = _kept_names.get_many([(code, day, locale) for code, day in wanted], read)
    return {pair: name for pair in wanted if (name := kept[*pair, locale]) is not None}


def _read_names(asked: Sequence[tuple[str, dt.date]], locale: str) -> dict[tuple[str, dt.date], str | None]:
    listed = entries({code for code, _day in asked})
    standings = {
        (code, day): standing(listed[code], day).edition_id if code in listed else None
        for code, day in asked
        if code not in listed or listed[code][0].scope == Scope.PUBLIC
    }
    told = read_parts(["name"], locale, {key for key in standings.values() if key})
    return {pair: told[key][1]["name"] if (key := standings.get(pair)) else None for pair in asked}


_kept_names: Kept[str | None] = Kept(50_000)


@dataclass(frozen=True)
class Between:
    """A page of codes: `size` of them between two, from the far end where `backward`."""

    size: int
    backward: bool = False
    after: str | None = None
    before: str | None = None


def codes_in_force(day: dt.date, page: Between) -> tuple[list[str], bool]:
    """The public codes in force on that day on that page, in order, and whether more follow in its direction.

    Reads what the page needs, however many codes there are.
    """
    return _kept_pages.get((day, page), lambda: _read_codes_in_force(day, page))


def _read_codes_in_force(day: dt.date, page: Between) -> tuple[list[str], bool]:
    rows = AnnouncedEdition.objects.filter(scope=Scope.PUBLIC, announcement__withdrawal__isnull=True)
    if page.before is not None:
        rows = rows.filter(code__lt=page.before)
    order, beyond = ("-code", "lt") if page.backward else ("code", "gt")
    if page.after is not None:
        rows = rows.filter(code__gt=page.after)
    found: list[str] = []
    step, last = page.size + 1, None
    while len(found) <= page.size:
        onward = rows if last is None else rows.filter(**{f"code__{beyond}": last})
        codes = list(onward.order_by(order).values_list("code", flat=True).distinct()[:step])
        listed = entries(codes) if codes else {}
        found += [code for code in codes if standing(listed[code], day).state == State.IN_FORCE]
        if len(codes) < step:
            break
        step, last = 2 * step, codes[-1]  # few of them are in force: look further ahead
    shown = found[: page.size]
    return (shown[::-1] if page.backward else shown), len(found) > page.size


_kept_pages: Kept[tuple[list[str], bool]] = Kept(500)


def in_force(on: dt.date | None = None, locale: str = FALLBACK) -> list[Answer]:
    """All procedures in force on that day, in the order of codes, in a constant number of queries."""
    day = on or clock.today()
    held = [row for row in overview(day, locale).values() if row.standing.state == State.IN_FORCE]
    editions = read_editions({key for row in held for key in row.standing.edition_ids}, locale)
    return [composed(row.code, day, locale, row.standing, editions, Scope.PUBLIC) for row in held]


def announcements() -> QuerySet[Announcement]:
    """The announced decisions, newest first."""
    return Announcement.objects.select_related("issuer", "department", "withdrawal").order_by("-signed_on", "-id")


def decisions_at(number: str) -> list[Announcement]:
    """The decisions that an address or a number as written may mean: one by full address, else all of that slug."""
    from .decision_number import slug_of

    exact = list(announcements().filter(address=number))
    if exact:
        return exact
    try:
        slug = slug_of(number)
    except ValueError:
        return []
    return list(announcements().filter(slug=slug))


def edition_id(key: str) -> int | None:
    """The number of an announced edition, by its public key."""
    return AnnouncedEdition.objects.filter(key=key).values_list("id", flat=True).first()


def edition_by_key(key: str, locale: str = FALLBACK) -> Edition | None:
    """An announced edition by its public key; None for a key that names none, or one of a withdrawn decision."""
    row = AnnouncedEdition.objects.filter(key=key, announcement__withdrawal__isnull=True).values_list("id", flat=True)
    found = row.first()
    return read_editions([found], locale).get(found) if found else None


def effective(codes: Iterable[str], day: dt.date) -> dict[str, list[tuple[int, dt.date]]]:
    """For each code the editions that have taken effect by that day and since when, the newest first. Two queries."""
    found: dict[str, list[tuple[int, dt.date]]] = {}
    for code, listed in entries(codes).items():
        begun = sorted((each for each in listed if each.effective_on <= day), key=lambda entry: entry.order)
        found[code] = list(dict.fromkeys((each.edition_id, each.effective_on) for each in reversed(begun)))
    return found


def ids_of_announcements(announcements: Iterable[int]) -> dict[int, list[int]]:
    """For each announced decision its editions in the order of its annex. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = AnnouncedEdition.objects.filter(announcement_id__in=list(announcements)).order_by("position")
    for announcement, edition in rows.values_list("announcement_id", "id"):
        found[announcement].append(edition)
    return dict(found)


def editions_of(announcement: Announcement, locale: str = FALLBACK) -> list[Edition]:
    """The editions of one announced decision, in the order of its annex. Three queries."""
    ids = ids_of_announcements([announcement.pk]).get(announcement.pk, [])
    read = read_editions(ids, locale)
    return [read[key] for key in ids if key in read]
