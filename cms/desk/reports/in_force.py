"""Procedures in force on a day, as a list and counted by sector, agency, level or online level."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from register import clock
from register.answer import Overview, answers, overview
from register.models import Agency, Sector
from register.naming import agency_names, sector_names
from register.standing import LEVEL_ORDER
from register.vietnamese import fold
from register.words import Channel, Level, State

from ..choices import by_key
from .base import DeskReport, NoRows, day_filter

ONLINE = {"yes": _("Có"), "no": _("Không")}
Choices = list[tuple[str, Any]]


def online_of(row: Overview) -> str:
    """Yes or no, until the service list tells how far (toàn trình, một phần)."""
    return "yes" if Channel.ONLINE in row.channels else "no"


def sector_choices() -> Choices:
    return by_key(Sector.objects.values_list("key", flat=True), sector_names())


def agency_choices() -> Choices:
    return by_key(Agency.objects.values_list("key", flat=True), agency_names())


class InForceFilters(NoRows):
    day = day_filter()
    sector = django_filters.ChoiceFilter(label=_("Lĩnh vực"), choices=sector_choices, method="unused")
    agency = django_filters.ChoiceFilter(label=_("Cơ quan"), choices=agency_choices, method="unused")
    level = django_filters.ChoiceFilter(label=_("Cấp"), choices=Level.choices, method="unused")
    online = django_filters.ChoiceFilter(label=_("Nộp trực tuyến"), choices=list(ONLINE.items()), method="unused")


class _InForce(DeskReport):
    filterset_class = InForceFilters
    empty = _("Không có thủ tục nào có hiệu lực trong ngày này.")

    @cached_property
    def day(self) -> dt.date:
        return self.asked().get("day") or clock.today()

    @cached_property
    def in_force(self) -> list[Overview]:
        """Of the sector, agency, level and online level that were asked for; one query while nothing changes."""
        asked = self.asked()
        return [
            row
            for row in overview(self.day).values()
            if row.standing.state == State.IN_FORCE
            and asked.get("sector") in {None, "", row.sector}
            and (not asked.get("agency") or asked["agency"] in row.agencies)
            and (not asked.get("level") or asked["level"] in row.levels)
            and asked.get("online") in {None, "", online_of(row)}
        ]

    def get_filename(self) -> str:
        return f"{self.export_filename}-{self.day}"


@dataclass(frozen=True)
class Told:
    code: str
    name: str
    sector: str
    agencies: str
    levels: str
    online: Any
    number: str
    effective_on: dt.date | None


class ProceduresView(_InForce):
    page_title = _("Thủ tục đang có hiệu lực")
    index_url_name = "reports:procedures"
    index_results_url_name = "reports:procedures_results"
    export_filename = "thu-tuc"
    headings = {
        "code": _("Mã thủ tục"),
        "name": _("Tên thủ tục"),
        "sector": _("Lĩnh vực"),
        "agencies": _("Cơ quan"),
        "levels": _("Cấp thực hiện"),
        "online": _("Nộp trực tuyến"),
        "number": _("Quyết định"),
        "effective_on": _("Có hiệu lực"),
    }
    _decorated: list[Told] | None = None

    def get_filtered_queryset(self) -> list[Overview]:
        return self.in_force

    def decorate_paginated_queryset(self, object_list: Any) -> list[Told]:
        """With their decisions, those of a page or all that are exported; read once."""
        if self._decorated is None:
            self._decorated = list(self.tell(list(object_list)))
        return self._decorated

    def tell(self, rows: list[Overview]) -> Iterator[Told]:
        agencies, sectors = agency_names(), sector_names()
        held = answers([row.code for row in rows], self.day)
        for row in rows:
            edition = held[row.code].edition if row.code in held else None
            levels = sorted(row.levels, key=LEVEL_ORDER.index)
            yield Told(
                code=row.code,
                name=row.name,
                sector=sectors.on(row.sector, self.day) if row.sector else "",
                agencies=", ".join(agencies.on(key, self.day) for key in sorted(row.agencies)),
                levels=", ".join(str(Level(level).label) for level in levels),
                online=ONLINE[online_of(row)],
                number=edition.announcement.number if edition else "",
                effective_on=edition.effective_on if edition else None,
            )


BY = {"sector": _("Lĩnh vực"), "agency": _("Cơ quan"), "level": _("Cấp"), "online": _("Nộp trực tuyến")}


class CountFilters(InForceFilters):
    by = django_filters.ChoiceFilter(label=_("Đếm theo"), choices=list(BY.items()), method="unused", empty_label=None)


@dataclass(frozen=True)
class Count:
    group: str
    total: int
    ministry: int
    province: int
    district: int
    commune: int
    other: int
    online: int


class CountsView(_InForce):
    """A procedure of two agencies or levels counts at each of them."""

    page_title = _("Số thủ tục đang có hiệu lực")
    index_url_name = "reports:counts"
    index_results_url_name = "reports:counts_results"
    export_filename = "so-thu-tuc"
    filterset_class = CountFilters
    headings = {
        "group": _("Nhóm"),
        "total": _("Số thủ tục"),
        **{level.value: level.label for level in Level},
        "online": _("Nộp trực tuyến"),
    }

    def get_filtered_queryset(self) -> list[Count]:
        groups: dict[str, list[Overview]] = defaultdict(list)
        for row in self.in_force:
            for key in self.keys_of(row):
                groups[key].append(row)
        counts = [self.counted(self.name_of(key), rows) for key, rows in groups.items()]
        return sorted(counts, key=lambda count: (-count.total, fold(count.group)))

    @cached_property
    def by(self) -> str:
        return self.asked().get("by") or "sector"

    def keys_of(self, row: Overview) -> Iterable[str]:
        if self.by == "sector":
            return [row.sector]
        if self.by == "level":
            return row.levels
        return [online_of(row)] if self.by == "online" else row.agencies or [""]

    def name_of(self, key: str) -> str:
        if not key:
            return _now("Chưa có thông tin")
        if self.by == "level":
            return str(Level(key).label)
        if self.by == "online":
            return str(ONLINE[key])
        return str((sector_names() if self.by == "sector" else agency_names()).on(key, self.day))

    def counted(self, group: str, rows: list[Overview]) -> Count:
        at = {level.value: sum(level.value in row.levels for row in rows) for level in Level}
        return Count(group, len(rows), **at, online=sum(online_of(row) == "yes" for row in rows))
