"""What is in force on a day: the one rule of the product that everything public hangs on. Pure functions.

Asked per code and level: of the editions with `effective_on <= day` the latest by (effective_on, signed_on), unless it
ends the procedure there. The province's own decisions outrank a ministry's: a ministry's edition answers only where no
edition of the province has taken effect by that day.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .entries import Entry
from .words import ChangeKind, State

LEVEL_ORDER = ["ministry", "province", "district", "commune", "other"]


@dataclass(frozen=True)
class Standing:
    """What holds of one code on one day. `levels` has only levels at which something has taken effect."""

    state: State
    edition_id: int | None = None
    levels: dict[str, tuple[State, int]] = field(default_factory=dict)
    awaiting_province: bool = False

    @property
    def edition_ids(self) -> set[int]:
        return {edition_id for _state, edition_id in self.levels.values()}


NOTHING_YET = Standing(State.NOT_YET_IN_FORCE)


def state_of(entry: Entry) -> State:
    """What this entry makes of its level once it counts."""
    if entry.change == ChangeKind.REPLACED:
        return State.REPLACED
    return State.ABOLISHED if entry.change == ChangeKind.ABOLISHED else State.IN_FORCE


def standing(entries: Iterable[Entry], day: dt.date) -> Standing:
    """What holds of one code on `day`, from all its entries."""
    effective: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.effective_on <= day:
            effective[entry.level].append(entry)
    if not effective:
        return NOTHING_YET

    chosen: dict[str, Entry] = {}
    awaiting = False
    for level in sorted(effective, key=LEVEL_ORDER.index):
        own = [entry for entry in effective[level] if entry.own]
        newest = max(effective[level], key=lambda entry: entry.order)
        chosen[level] = max(own, key=lambda entry: entry.order) if own else newest
        awaiting = awaiting or (bool(own) and newest.order[:2] > chosen[level].order[:2])

    holding = [entry for entry in chosen.values() if not entry.ends]
    shown = max(holding or chosen.values(), key=lambda entry: (*entry.order, entry.own, entry.edition_id))
    return Standing(
        state=State.IN_FORCE if holding else state_of(shown),
        edition_id=shown.edition_id,
        levels={level: (state_of(entry), entry.edition_id) for level, entry in chosen.items()},
        awaiting_province=awaiting,
    )
