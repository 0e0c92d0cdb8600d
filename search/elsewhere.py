"""What a query finds besides procedures: agencies by new and old names, and decisions."""

import datetime as dt
import re

from register.answer import announcements
from register.decision_number import slug_of
from register.models import Agency, Announcement
from register.naming import agency_names

from .query.tokens import normal_text, words_of
from .text import syllables

MOST = 3
NUMBER = re.compile(r"\d+(?:/\d{4})?/[^\W\d_][\w-]*", re.UNICODE)


def agencies_named(query: str, day: dt.date, locale: str = "vi") -> list[Agency]:
    """Agencies one of whose names so far holds every word of the query, the shortest name first."""
    words = [word.folded for word in words_of(normal_text(query))]
    if len(words) < 2:
        return []
    best: dict[str, int] = {}
    for key, names in agency_names().rows.items():
        for told, listed in names.items():
            for from_on, name in listed:
                there = {each.folded for each in syllables(name)}
                if told in {locale, "vi"} and from_on <= day and there.issuperset(words):
                    best[key] = min(best.get(key, len(there)), len(there))
    keys = sorted(best, key=lambda key: (best[key], key))[:MOST]
    held = {agency.key: agency for agency in Agency.objects.filter(key__in=keys)}
    return [held[key] for key in keys if key in held]


def decisions_named(query: str) -> list[Announcement]:
    """Decisions whose number is written in the query, with or without the year's part."""
    found: list[Announcement] = []
    for number in NUMBER.findall(normal_text(query))[:MOST]:
        found += [row for row in announcements().filter(slug=slug_of(number)) if row not in found]
    return found[:MOST]
