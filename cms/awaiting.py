"""*Bộ đã công bố, tỉnh chưa công bố*: what ministries have announced and the province has not followed yet."""

import datetime as dt
from dataclasses import dataclass

from register import clock
from register.answer import read_editions
from register.entries import Entry, entries


@dataclass(frozen=True)
class Awaiting:
    """A ministry's text that waits for the province. `days` since it was signed."""

    code: str
    key: str
    name: str
    number: str
    signed_on: dt.date
    effective_on: dt.date
    levels: list[str]
    days: int


def awaiting(on: dt.date | None = None) -> list[Awaiting]:
    """The newest text of a ministry for each code, where at one of its levels no decision of the province is as new.

    Longest waiting first; texts of a future day are there too, since the province has to announce before it comes.
    """
    day = on or clock.today()
    found: dict[int, list[Entry]] = {}
    for listed in entries().values():
        for newest in _waiting(listed):
            found.setdefault(newest.edition_id, []).append(newest)
    read = read_editions(found)
    rows = [
        Awaiting(
            code=edition.code,
            key=edition.key,
            name=edition.data["name"],
            number=edition.announcement.number,
            signed_on=edition.announcement.signed_on,
            effective_on=edition.effective_on,
            levels=[entry.level for entry in found[edition.id]],
            days=(day - edition.announcement.signed_on).days,
        )
        for edition in read.values()
    ]
    return sorted(rows, key=lambda row: (-row.days, row.code))


def _waiting(listed: list[Entry]) -> list[Entry]:
    """The ministries' newest entry at each level that is newer than the province's own there; endings as well."""
    waiting = []
    for level in {entry.level for entry in listed}:
        here = [entry for entry in listed if entry.level == level]
        theirs = max((entry for entry in here if not entry.own), key=lambda entry: entry.order, default=None)
        ours = max((entry for entry in here if entry.own), key=lambda entry: entry.order, default=None)
        if theirs and (ours is None or theirs.order[:2] > ours.order[:2]) and not (ours is None and theirs.ends):
            waiting.append(theirs)
    return waiting
