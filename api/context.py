"""What one request looks up: names, and what procedures, editions and decisions hold beyond themselves.

GraphQL asks object by object. What one of them needs is therefore read for all of its kind that the answer has met so
far, so that a list takes as many queries as one of its rows (what others call a data loader).
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from cms.pages.read import Tree, tree
from register import answer as register
from register import clock
from register.answer import Answer, Edition
from register.guide import Guide, guides
from register.naming import Naming, agency_names, sector_names

from . import limits
from .cursors import not_ours

LOCALES = ("vi", "en")

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Dated = tuple[str, dt.date]  # a code and the day it is asked for


@dataclass
class Read:
    """What an answer was made of, for those who keep it: codes, and sectors whose procedures it chose among."""

    codes: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    everything: bool = False  # or all of the record


@dataclass(frozen=True)
class Part:
    """Which part of a list that is told whole where nothing else is asked: `first` editions after the one of a key."""

    first: int | None = None
    after: str | None = None

    def of(self, lists: Mapping[Key, Sequence[int]]) -> dict[Key, Sequence[int]]:
        """That part of each of these lists. Raises GraphQLError where `after` is none of a list."""
        last = None if self.after is None else register.edition_id(self.after)
        if self.after is not None and any(last not in ids for ids in lists.values()):
            raise not_ours("after")
        begins = {key: 0 if last is None else ids.index(last) + 1 for key, ids in lists.items()}
        return {
            key: ids[begins[key] : None if self.first is None else begins[key] + self.first]
            for key, ids in lists.items()
        }


class Lookups:
    """Kept on the GraphQL context; every part is read when first asked for."""

    def __init__(self) -> None:
        self.read = Read()
        self._pages: dict[str, Tree] = {}
        self._held: dict[Any, dict[Any, Any]] = {}
        self._procedures: dict[tuple[dt.date, str], list[str]] = {}
        self._decisions: list[int] = []
        self._named: list[Dated] = []
        self._rows = 0

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

    def pages(self, locale: str) -> Tree:
        """The editorial pages, of one version for the whole request."""
        if locale not in self._pages:
            self._pages[locale] = tree(locale)
        return self._pages[locale]

    # -- what objects of the answer need of each other --------------------------------------------------------------

    def meet_procedures(self, answers: Iterable[Answer]) -> None:
        """To be called with a whole list of procedures before any of them is asked for more."""
        for held in answers:
            self._procedures.setdefault((held.on, held.locale), []).append(held.code)
            self._named += [(code, held.on) for code in held.replaced_by]
            shown = {each.edition.id: each.edition for each in held.levels}
            self.meet_editions((each, held.on) for each in shown.values())

    def meet_editions(self, editions: Iterable[tuple[Edition, dt.date]]) -> None:
        """Likewise with editions and the days they are asked for."""
        for edition, day in editions:
            self._named += [(code, day) for code in (*edition.successors, *edition.data["related"])]
            self._decisions.append(edition.announcement.pk)

    def meet_decisions(self, announcements: Iterable[int]) -> None:
        """Likewise with decisions."""
        self._decisions += announcements

    def names(self, codes: Iterable[str], day: dt.date, locale: str) -> list[str | None]:
        """What procedures are called on that day; None for one without a name."""

        def read(wanted: list[Dated]) -> Mapping[Dated, str]:
            return register.names(wanted, locale)

        return [self._for_all(("names", locale), (code, day), self._named, read) for code in codes]

    def guide(self, code: str, day: dt.date, locale: str) -> Guide | None:
        """The guide that counts on that day."""

        def read(codes: list[str]) -> dict[str, Guide]:
            counting = guides(day, locale)
            found = {each: counting[each] for each in codes if each in counting}
            self._named += [(named, day) for each in found.values() for named in each.codes]
            return found

        return self._for_all(("guides", day, locale), code, self._procedures.get((day, locale), []), read)

    def history(self, code: str, day: dt.date, locale: str, part: Part) -> list[tuple[Edition, dt.date]]:
        """The editions of a code that have taken effect by that day, the newest first, each with the day to tell its
        names by: the last on which it was the newest, so that agencies are called as they were then."""

        def read(codes: list[str]) -> dict[str, list[tuple[Edition, dt.date]]]:
            days: dict[str, dict[int, dt.date]] = {}
            for each, begun in register.effective(codes, day).items():
                until = [day, *(from_on - dt.timedelta(days=1) for _key, from_on in begun)]
                days[each] = {key: max(from_on, last) for (key, from_on), last in zip(begun, until, strict=False)}
            ids = part.of({each: list(dated) for each, dated in days.items()})
            editions = self._read(ids, locale)
            found = {each: [(editions[key], days[each][key]) for key in listed] for each, listed in ids.items()}
            self.meet_editions(pair for dated in found.values() for pair in dated)
            return found

        met = self._procedures.get((day, locale), [])
        return self._for_all(("history", day, locale, part), code, met, read) or []

    def editions(self, announcement: int, day: dt.date, locale: str, part: Part) -> list[Edition]:
        """The editions of an announced decision in the order of its annex."""

        def read(announcements: list[int]) -> dict[int, list[Edition]]:
            ids = part.of(register.ids_of_announcements(announcements))
            editions = self._read(ids, locale)
            self.meet_editions((each, day) for each in editions.values())
            return {key: [editions[each] for each in listed] for key, listed in ids.items()}

        return self._for_all(("editions", locale, part), announcement, self._decisions, read) or []

    def answer_on(self, code: str, day: dt.date, asked: dt.date, locale: str) -> Answer | None:
        """What holds on that day of a procedure that is asked for another."""

        def read(codes: list[str]) -> Mapping[str, Answer]:
            return register.answers(codes, day, locale)

        return self._for_all(("answers", day, locale), code, self._procedures.get((asked, locale), []), read)

    def _read(self, ids: Mapping[Any, Sequence[int]], locale: str) -> dict[int, Edition]:
        wanted = [each for listed in ids.values() for each in listed]
        self._rows += len(wanted)
        limits.look_at_rows(self._rows)
        return register.read_editions(wanted, locale)

    def _for_all(
        self, kind: Hashable, key: Key, met: Iterable[Key], read: Callable[[list[Key]], Mapping[Key, Value]]
    ) -> Value | None:
        """What `read` tells of the key, read at once for all keys met so far."""
        held: dict[Key, Value | None] = self._held.setdefault(kind, {})
        if key not in held:
            wanted = [each for each in dict.fromkeys((key, *met)) if each not in held]
            held.update(dict.fromkeys(wanted))
            held.update(read(wanted))
        return held[key]
