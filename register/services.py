"""Services of procedures on a day: which lists count, and what they say of a procedure at a level.

Source: Nghị định 42/2022/NĐ-CP (toàn trình, một phần), Nghị định 118/2025/NĐ-CP (tại trung tâm, trong toàn tỉnh), Quyết
định 45/2016/QĐ-TTg (bưu chính công ích).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from . import clock
from .kept import Kept
from .models import ServiceList
from .words import ServiceKind

ONLINE = (ServiceKind.FULL, ServiceKind.PARTIAL)


@dataclass(frozen=True)
class Listed:
    """The list of a kind that counts on a day."""

    kind: ServiceKind
    number: str
    signed_on: dt.date
    from_on: dt.date
    place: int  # of two lists from one day the one entered later has the higher
    codes: Mapping[str, list[str]]

    def holds(self, code: str, level: str) -> bool:
        """Whether it lists the procedure at that level."""
        levels = self.codes.get(code)
        return levels is not None and (not levels or level in levels)


Lists = Mapping[ServiceKind, Listed]


def lists(on: dt.date | None = None) -> Lists:
    """The lists that count on that day (today by default), by kind. No query while nothing changes but for the log's
    position."""
    day = on or clock.today()
    return _kept.get(day, lambda: _read(day))


def services(code: str, levels: Iterable[str], counting: Lists) -> Iterator[tuple[str, Listed]]:
    """What the lists of a day say of a procedure at these levels: each level with each list that holds it. Of the two
    kinds of online service that list counts which is newer."""
    for level in levels:
        holding = [counting[kind] for kind in ServiceKind if kind in counting and counting[kind].holds(code, level)]
        both = [each for each in holding if each.kind in ONLINE]
        newest = max(both, key=lambda each: (each.from_on, each.place), default=None)
        yield from ((level, each) for each in holding if each.kind not in ONLINE or each is newest)


def online(code: str, level: str, counting: Lists) -> ServiceKind | None:
    """Whether these lists make the procedure a full or a partial online service at that level; None where neither."""
    return next((each.kind for _level, each in services(code, [level], counting) if each.kind in ONLINE), None)


def service_level(code: str, level: str, on: dt.date | None = None) -> ServiceKind | None:
    """The same on a day, today by default. Each call asks for the log's position: for many take `online`."""
    return online(code, level, lists(on))


_kept: Kept[dict[ServiceKind, Listed]] = Kept(8)


def _read(day: dt.date) -> dict[ServiceKind, Listed]:
    rows = ServiceList.objects.filter(from_on__lte=day).order_by("from_on", "id")
    newest = dict(rows.values_list("kind", "id"))
    return {
        ServiceKind(row.kind): Listed(ServiceKind(row.kind), row.number, row.signed_on, row.from_on, row.pk, row.codes)
        for row in ServiceList.objects.filter(id__in=newest.values())
    }
