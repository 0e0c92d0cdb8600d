"""Where a dossier may be filed on a day: the levels at which the procedure is in force, and who receives it there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from register import clock
from register.agencies import standing_agencies
from register.answer import Answer, Edition
from register.communes import communes, receives
from register.naming import agency_names
from register.words import AgencyRole, Level, State


@dataclass(frozen=True)
class Place:
    """A level, the text that holds there, and the agency that receives: None where the citizen's commune decides."""

    level: str
    edition: Edition
    agency: str | None


def places(procedure: Answer) -> Sequence[Place]:
    """In the order of levels; empty where nothing is in force."""
    return [
        Place(each.level, each.edition, _receiving(each.level, each.edition))
        for each in procedure.levels
        if each.state == State.IN_FORCE
    ]


def place(procedure: Answer, level: str, commune: str) -> Place | None:
    """The one of that level, with its agency; `commune` is the key of a commune's committee where it decides."""
    found = next((each for each in places(procedure) if each.level == level), None)
    if found is None or found.agency:
        return found
    there = communes(clock.today()).by_key.get(commune)
    return Place(found.level, found.edition, there.one_stop) if there else None


def _receiving(level: str, edition: Edition) -> str | None:
    """By the text's own key where it names one agency of that level; else by the commune, or the province."""
    day = clock.today()
    if level == Level.COMMUNE and receives(edition.data, day):
        return None
    performing = [
        part["agency"] for part in edition.data["agencies"] if part["agency"] and part["role"] == AgencyRole.PERFORMING
    ]
    heirs = [heir for key in performing for heir in agency_names().standing_for(key, day)]
    standing = dict(standing_agencies(day).filter(key__in=heirs).values_list("key", "level"))
    return next((key for key in heirs if standing.get(key) == level), settings.PROVINCE_KEY)
