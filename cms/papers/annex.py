"""The annex of a decision (phụ lục): its procedures by what it does to them, by level and by sector.

Before the decision is public its drafts, marked as such; after that what the record holds of it, as corrected.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from printing.words import plain
from register import clock
from register.answer import editions_of
from register.document import EMPTY
from register.models import Announcement
from register.naming import Naming, agency_names, sector_names
from register.standing import LEVEL_ORDER
from register.vietnamese import fold
from register.words import ENDING, ChangeKind, Form, Level

from ..announce import bases
from ..compile import Named, compile_text, on_base
from ..models import Decision, Edition
from . import entries
from .letterhead import BLANK, COMMITTEE, day_in_words, issuer_lines, place_and_day, place_of
from .paper import DRAFT, WITHDRAWN, Band, Column, Paper, Row, Section


@dataclass(frozen=True)
class Entry:
    """One procedure of the annex. `data` is None where the reader may not read it: another department's draft."""

    code: str
    change: str
    levels: Sequence[str]
    data: dict[str, Any] | None


def annex_of(decision: Decision, seen: Iterable[int]) -> Paper:
    """`seen` are the editions whose drafts the reader may read. A constant number of queries."""
    public = decision.announcement()
    names = agency_names()
    day = (public.signed_on if public else decision.signed_on) or clock.today()
    found = announced_entries(public) if public else draft_entries(decision, set(seen))
    issuer = decision.issuer
    above, name = issuer_lines(issuer, names, day)
    return Paper(
        above=above,
        issuer=name,
        number=number_of(decision, public),
        place_and_day=place_and_day(place_of(issuer, names, day), public.signed_on if public else None),
        title=(_("PHỤ LỤC"), _("DANH MỤC THỦ TỤC HÀNH CHÍNH"), plain(public.title if public else decision.title)),
        basis=basis_of(public, names.on(decision.issuer_key or settings.PROVINCE_KEY, day)),
        sections=sections(found, names, day),
        empty=_("Quyết định chưa có nội dung nào."),
        name=f"phu-luc-{public.address}" if public else f"phu-luc-du-thao-{decision.pk}",
        mark=mark_of(public),
    )


def mark_of(public: Announcement | None) -> str:
    if public is None:
        return DRAFT
    return WITHDRAWN if getattr(public, "withdrawal", None) else ""


def number_of(decision: Decision, public: Announcement | None) -> str:
    """A draft has none, whatever is noted already: numbers are given with the signature."""
    if public:
        return _("Số: %(number)s") % {"number": public.number}
    own = decision.issuer_key in {"", settings.PROVINCE_KEY}
    return _("Số: %(number)s") % {"number": f"{BLANK}/QĐ-{'UBND' if own else BLANK}"}


def basis_of(public: Announcement | None, issuer: str) -> str:
    """Chairmen sign for their committees (Nghị định 63/2010/NĐ-CP, điều 15)."""
    number, signed_on = (public.number, public.signed_on) if public else (BLANK, None)
    by = _("Chủ tịch %(committee)s") % {"committee": issuer} if COMMITTEE.match(issuer) else issuer
    words = {"number": number, "day": day_in_words(signed_on), "by": by}
    return _("(Ban hành kèm theo Quyết định số %(number)s %(day)s của %(by)s)") % words


def announced_entries(public: Announcement) -> list[Entry]:
    return [Entry(row.code, row.change, row.data["levels"], row.data) for row in editions_of(public)]


def draft_entries(decision: Decision, seen: set[int]) -> list[Entry]:
    """The newest drafts, list editions laid on the ministry's text."""
    rows = list(
        Edition.objects.filter(decision=decision, corrects_key="", locale__language_code="vi")
        .select_related("procedure", "locale", "sector")
        .order_by("pk")
    )
    named, below = Named.by(rows), bases(rows, "vi")

    def text(row: Edition) -> dict[str, Any]:
        own = EMPTY | compile_text(row, named=named)
        base = below.get(row.base_key) if row.form == Form.LIST else None
        return on_base(own, *base) if base else own

    return [Entry(row.code, row.change, row.levels, text(row) if row.pk in seen else None) for row in rows]


# -- The table ---------------------------------------------------------------------------------------------------------


def columns(change: ChangeKind) -> list[Column]:
    head = [Column(_("Số TT"), 12, True), Column(_("Mã thủ tục"), 26, True)]
    if change in ENDING:
        more = [Column(_("Tên thủ tục hành chính"), 84)]
        if change == ChangeKind.REPLACED:
            more = [Column(_("Tên thủ tục hành chính"), 60), Column(_("Được thay bằng"), 24, True)]
        return [*head, *more, Column(_("Căn cứ pháp lý"), 106), Column(_("Quét để xem"), 24, True)]
    return [
        *head,
        Column(_("Tên thủ tục hành chính"), 46),
        Column(_("Thời hạn giải quyết"), 32),
        Column(_("Địa điểm thực hiện"), 34),
        Column(_("Phí, lệ phí"), 36),
        Column(_("Căn cứ pháp lý"), 42),
        Column(_("Quét để xem"), 24, True),
    ]


def sections(found: Sequence[Entry], names: Naming, day: dt.date) -> list[Section]:
    """A, B, C, D by change, and in each the levels and sectors in their order."""
    told = [change for change in ChangeKind if any(entry.change == change for entry in found)]
    return [
        Section(
            " ".join((f"{'ABCD'[place]}.", _("THỦ TỤC HÀNH CHÍNH"), str(change.label).upper())),
            columns(change),
            table([entry for entry in found if entry.change == change], names, day),
        )
        for place, change in enumerate(told)
    ]


def table(found: Sequence[Entry], names: Naming, day: dt.date) -> list[Row | Band]:
    sectors = sector_names()

    def place(entry: Entry) -> tuple[list[int], str]:
        levels = sorted(LEVEL_ORDER.index(level) for level in entry.levels)
        sector = entry.data["sector"] if entry.data else ""
        return levels, sectors.on(sector, day) if sector else ""

    def name_of(key: str) -> str:
        return names.on(key, day)

    rows: list[Row | Band] = []
    number = 0
    ordered = sorted(found, key=lambda entry: (place(entry)[0], fold(place(entry)[1]), place(entry)[1]))
    by_level = groupby(ordered, key=lambda entry: place(entry)[0])
    for nth, (levels, of_level) in enumerate(by_level, 1):
        words = ", ".join(str(Level(LEVEL_ORDER[level]).label) for level in levels) or _("Chưa chọn cấp thực hiện")
        rows.append(Band(f"{roman(nth)}. {words.upper()}", is_level=True))
        for sector, listed in groupby(of_level, key=lambda entry: place(entry)[1]):
            if sector:
                rows.append(Band(_("Lĩnh vực %(sector)s") % {"sector": plain(sector)}))
            for entry in listed:
                number += 1
                rows.append(row_of(number, entry, name_of))
    return rows


def row_of(number: int, entry: Entry, name_of: entries.NameOf) -> Row:
    data = entry.data
    name = data["name"] if data else _("(của đơn vị khác)")
    cells = [str(number), entry.code, name]
    if entry.change in ENDING:
        successors = [", ".join(data["successors"]) if data else ""] if entry.change == ChangeKind.REPLACED else []
        cells += [*successors, entries.legal_basis(data) if data else ""]
    elif data:
        cells += [
            entries.time_limits(data),
            entries.place(data, name_of),
            entries.fees(data),
            entries.legal_basis(data),
        ]
    else:
        cells += [""] * 4
    return Row([plain(cell) for cell in cells], entries.public_address(entry.code))


def roman(number: int) -> str:
    """Up to 39: no decision has more groups of levels."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
