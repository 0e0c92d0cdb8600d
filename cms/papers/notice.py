"""The list on the notice board of a one-stop desk (niêm yết tại Bộ phận một cửa): what it takes in on a day."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from printing.words import plain
from register.answer import answers, overview
from register.models import Agency
from register.naming import Naming, agency_names, sector_names
from register.vietnamese import fold
from register.words import Level, State

from . import entries
from .letterhead import day_in_words, issuer_lines, place_and_day, place_of
from .paper import Band, Column, Paper, Row, Section


@dataclass(frozen=True)
class Asked:
    """Which list. Keys; "" for all. `desk` is what the desk is called at the head of the list."""

    level: str
    day: dt.date
    agency: str = ""
    sector: str = ""
    desk: str = ""

    def to_json(self) -> dict[str, str]:
        return {**vars(self), "day": str(self.day)}

    @classmethod
    def from_json(cls, told: dict[str, str]) -> "Asked":
        return cls(**{**told, "day": dt.date.fromisoformat(told["day"])})  # type: ignore[arg-type]


def codes_of(asked: Asked) -> list[str]:
    """The codes in force at that level on the day, of that agency and sector."""
    names = agency_names()
    return [
        row.code
        for row in overview(asked.day).values()
        if asked.level in row.levels
        and (not asked.sector or row.sector == asked.sector)
        and (not asked.agency or any(stands_for(names, key, asked) for key in row.agencies))
    ]


def stands_for(names: Naming, key: str, asked: Asked) -> bool:
    """Whether the text means the agency, or one for which it stands on that day."""
    return asked.agency == key or asked.agency in names.standing_for(key, asked.day)


def notice_of(asked: Asked) -> Paper:
    """A constant number of queries."""
    names = agency_names()
    agency = Agency.objects.filter(key=asked.agency).select_related("parent").first() if asked.agency else None
    above, issuer = issuer_lines(agency, names, asked.day)
    if asked.desk:
        above, issuer = issuer, plain(asked.desk).upper()
    level = str(Level(asked.level).label)
    return Paper(
        above=above,
        issuer=issuer,
        number="",
        place_and_day=place_and_day(place_of(agency, names, asked.day), asked.day),
        title=(
            _("DANH MỤC THỦ TỤC HÀNH CHÍNH"),
            _("TIẾP NHẬN TẠI BỘ PHẬN MỘT CỬA %(level)s") % {"level": level.upper()},
        ),
        basis=_("(Có hiệu lực %(day)s)") % {"day": day_in_words(asked.day)},
        sections=[Section("", columns(), rows)] if (rows := table(asked)) else [],
        empty=_("Không có thủ tục nào có hiệu lực trong ngày này."),
        name="-".join(part for part in ("niem-yet", asked.agency, asked.level, asked.sector, str(asked.day)) if part),
    )


def columns() -> list[Column]:
    return [
        Column(_("Số TT"), 12, True),
        Column(_("Mã thủ tục"), 26, True),
        Column(_("Tên thủ tục hành chính"), 66),
        Column(_("Thời hạn giải quyết"), 52),
        Column(_("Phí, lệ phí"), 50),
        Column(_("Nộp trực tuyến"), 22, True),
        Column(_("Quét để xem"), 24, True),
    ]


def table(asked: Asked) -> list[Row | Band]:
    """By sector; of each procedure the text that holds at the level."""
    sectors = sector_names()
    found = []
    for code, answer in answers(codes_of(asked), asked.day).items():
        at_level = (each for each in answer.levels if each.level == asked.level and each.state == State.IN_FORCE)
        for each in at_level:
            data = each.edition.data
            found.append((sectors.on(data["sector"], asked.day) if data["sector"] else "", code, data))
    rows: list[Row | Band] = []
    last = ""
    for number, (sector, code, data) in enumerate(sorted(found, key=lambda each: (fold(each[0]), *each[:2])), 1):
        if sector != last:
            rows.append(Band(_("Lĩnh vực %(sector)s") % {"sector": plain(sector)}))
            last = sector
        cells = (
            str(number),
            code,
            data["name"],
            entries.time_limits(data),
            entries.fees(data),
            entries.online_level(data),
        )
        rows.append(Row([plain(cell) for cell in cells], entries.public_address(code)))
    return rows
