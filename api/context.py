"""What one request looks up once: names and the small facts of linked procedures."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cms.pages.read import Tree, tree
from register import clock
from register.answer import Overview, overview
from register.guide import Guide, guides
from register.naming import Naming, agency_names, sector_names

LOCALES = ("vi", "en")


@dataclass
class Read:
    """What an answer was made of, for those who keep it: codes, and sectors whose procedures it chose among."""

    codes: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    everything: bool = False  # or all of the record


class Lookups:
    """Kept on the GraphQL context; every part is read when first asked for."""

    def __init__(self) -> None:
        self.read = Read()
        self._overviews: dict[tuple[dt.date, str], dict[str, Overview]] = {}
        self._guides: dict[tuple[dt.date, str], Mapping[str, Guide]] = {}
        self._pages: dict[str, Tree] = {}

    @cached_property
    def today(self) -> dt.date:
        """One day for the whole request, also over midnight."""
        return clock.today()

    @cached_property
    def agencies(self) -> Naming:
        return agency_names()

    @cached_property
    def sectors(self) -> Naming:
        return sector_names()

    def overview(self, day: dt.date, locale: str) -> dict[str, Overview]:
        key = (day, locale)
        if key not in self._overviews:
            self._overviews[key] = overview(day, locale)
        return self._overviews[key]

    def guides(self, day: dt.date, locale: str) -> Mapping[str, Guide]:
        """All guides that count on that day, by code."""
        key = (day, locale)
        if key not in self._guides:
            self._guides[key] = guides(day, locale)
        return self._guides[key]

    def pages(self, locale: str) -> Tree:
        """The editorial pages, of one version for the whole request."""
        if locale not in self._pages:
            self._pages[locale] = tree(locale)
        return self._pages[locale]
