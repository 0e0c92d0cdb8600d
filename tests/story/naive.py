"""What is in force on a day, told again as plainly as possible, to judge the product by."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Said:
    """What one decision said of one code."""

    number: str
    own: bool
    signed: object
    effective: object
    code: str
    levels: frozenset
    change: str
    name: str
    standing: float = 0
    place: int = 0  # the order in which they were announced


def ties(all_said, new):
    """Those that stand at the same place: equal days, same rank, a level in common."""
    return [
        old for old in all_said
        if (old.code, old.own, old.effective, old.signed) == (new.code, new.own, new.effective, new.signed)
        and old.levels & new.levels
    ]  # fmt: skip


def placed(all_said, new, choice):
    """`new` with its standing, or None where it is undecided."""
    equal = [old.standing for old in ties(all_said, new)]
    if not equal:
        return new
    return {"after": replace(new, standing=max(equal) + 1), "before": replace(new, standing=min(equal) - 1)}.get(choice)


def in_force(all_said, code, day):
    """(state, name, {level: state}, awaiting) of a code on a day."""
    winners, awaiting = {}, False
    for level in ("ministry", "province", "district", "commune", "other"):
        here = [each for each in all_said if each.code == code and level in each.levels and each.effective <= day]
        own = [each for each in here if each.own]
        if here:
            winners[level] = max(own or here, key=lambda each: (each.effective, each.signed, each.standing))
            last = max((each.effective, each.signed) for each in here)
            awaiting |= bool(own) and last > (winners[level].effective, winners[level].signed)
    states = {
        level: {"new": "IN_FORCE", "amended": "IN_FORCE"}.get(won.change, won.change.upper())
        for level, won in winners.items()
    }
    if not winners:
        return "NOT_YET_IN_FORCE", None, {}, False
    living = [won for level, won in winners.items() if states[level] == "IN_FORCE"]
    # Over several levels equal days say nothing of rank: the province's text is shown, else the one announced last.
    newest = lambda each: (each.effective, each.signed, each.standing, each.own, each.place)  # noqa: E731
    shown = max(living or winners.values(), key=newest)
    return ("IN_FORCE" if living else shown.change.upper()), shown.name, states, awaiting
