"""What the public reads of the pages: live ones without a restriction, and nothing of what they may become.

An address is that of the Vietnamese page below the root, in every language; a missing translation falls back to it. The
small facts of all pages are kept in the process until the version moves on: menus, crumbs, lists and links are free.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from register import clock

from . import version
from .models import ContentPage, HomePage, Kind, SectionPage, SiteNotice

SOURCE = "vi"
HOME, SECTION = "home", "section"
MODELS = {HOME: HomePage, SECTION: SectionPage}
MOST = 8  # trees: two versions of four languages


@dataclass(frozen=True)
class Entry:
    """The small facts of one page as one language shows it. `path` has no slash at its ends; "" is the root."""

    pk: int
    path: str
    title: str
    kind: str
    day: dt.date | None
    locale: str
    in_menu: bool

    @property
    def parent(self) -> str | None:
        return self.path.rpartition("/")[0] if self.path else None


@dataclass(frozen=True)
class Moved:
    """Where an address leads now: a path of a page, another address of the portal with its `/`, or a whole one."""

    to: str
    is_permanent: bool


@dataclass(frozen=True)
class Tree:
    """All pages in one language, in the order of the tree."""

    asked: str
    version: int = 0
    entries: dict[str, Entry] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)  # by the key of a page of any language

    def at(self, path: str) -> Entry | None:
        return self.entries.get(path.strip("/"))

    def below(self, path: str) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.path and entry.parent == path]

    def above(self, entry: Entry) -> list[Entry]:
        """From the first page below the root down to the parent; those that are public."""
        parts = entry.path.split("/")[:-1]
        paths = ("/".join(parts[:length]) for length in range(1, len(parts) + 1))
        return [self.entries[path] for path in paths if path in self.entries]

    def menu(self) -> list[Entry]:
        return [entry for entry in self.below("") if entry.in_menu]

    def life_events(self) -> list[Entry]:
        """The pages about life situations, in the editors' order."""
        return [entry for entry in self.entries.values() if entry.kind == Kind.LIFE_EVENT]

    def texts(self, kinds: Iterable[str] = (), under: str = "") -> list[Entry]:
        """Texts of these kinds, of any where none is named, at or below an address: newest first."""
        wanted, within = set(kinds), f"{under.strip('/')}/" if under.strip("/") else ""
        found = [
            entry
            for entry in self.entries.values()
            if entry.day and entry.path.startswith(within) and (not wanted or entry.kind in wanted)
        ]
        return sorted(found, key=lambda entry: (entry.day, entry.path), reverse=True)


_kept: dict[tuple[int, str], Tree] = {}


def tree(locale: str) -> Tree:
    """Every public page. One query where the version stands, six where it has moved on."""
    key = (version.current(), locale)
    if key not in _kept:
        made = _tree(*key)
        while len(_kept) >= MOST:
            _kept.pop(next(iter(_kept)))
        _kept[key] = made
    return _kept[key]


def forget() -> None:
    """Needed only where the version itself is taken back, as tests do."""
    _kept.clear()


def public() -> Any:
    return Page.objects.live().public()


def _tree(number: int, locale: str) -> Tree:
    found = Tree(locale, number)
    home = HomePage.objects.live().public().filter(locale__language_code=SOURCE).order_by("path").first()
    if home is None:
        return found
    dated = {
        pk: (kind, day)
        for pk, kind, day in ContentPage.objects.live().public().values_list("pk", "kind", "dated").order_by()
    }
    sections = set(SectionPage.objects.values_list("pk", flat=True))
    shown = {
        key: (pk, title)
        for key, pk, title in public()
        .filter(locale__language_code=locale)
        .values_list("translation_key", "pk", "title")
        .order_by()
    }
    others = public().exclude(locale__language_code=SOURCE).values_list("translation_key", "pk").order_by()
    rows = public().descendant_of(home, inclusive=True).order_by("path")
    by_key: dict[Any, str] = {}
    for row in rows.values_list("pk", "translation_key", "url_path", "title", "show_in_menus", "first_published_at"):
        source, key, url_path, title, in_menu, first = row
        if source != home.pk and source not in sections and source not in dated:
            continue
        kind, day = dated.get(source, (HOME if source == home.pk else SECTION, None))
        if source in dated:
            day = day or (first.astimezone(clock.ZONE).date() if first else clock.today())
        path = url_path.removeprefix(home.url_path).strip("/")
        pk, title = shown.get(key, (source, title))
        told = locale if key in shown else SOURCE
        found.entries[path] = Entry(pk, path, title, kind, day, told, in_menu)
        by_key[key] = found.paths[source] = path
    for key, pk in others:
        if key in by_key:
            found.paths[pk] = by_key[key]
    return found


def pages(entries: Iterable[Entry]) -> dict[int, Any]:
    """The pages themselves, by key: a query for each of the three kinds of rows there are among them."""
    found: dict[int, Any] = {}
    by_model: dict[Any, list[int]] = {}
    for entry in entries:
        by_model.setdefault(MODELS.get(entry.kind, ContentPage), []).append(entry.pk)
    for model, pks in by_model.items():
        rows = model.objects.live().public().filter(pk__in=pks)
        found |= {row.pk: row for row in (rows.select_related("image") if model is ContentPage else rows)}
    return found


def moved(path: str) -> Moved | None:
    """Where an address that nothing stands at leads; None where nowhere."""
    old = Redirect.normalise_path(f"/{path.strip('/')}")
    row = Redirect.objects.filter(old_path__in=(old, f"/trang{old}")).order_by("pk").first()
    if row is None:
        return None
    if row.redirect_page_id:
        target = tree(SOURCE).paths.get(row.redirect_page_id)
        return Moved(target, row.is_permanent) if target is not None else None
    link = row.redirect_link
    return Moved(link.removeprefix("/trang/"), row.is_permanent) if link else None


def notices(locale: str) -> list[SiteNotice]:
    """What is to be told today, in that language or else in Vietnamese."""
    today = clock.today()
    rows = SiteNotice.objects.filter(from_on__lte=today, until_on__gte=today).select_related("locale")
    found: dict[Any, SiteNotice] = {}
    for row in rows:
        if row.locale.language_code == locale or (
            row.locale.language_code == SOURCE and row.translation_key not in found
        ):
            found[row.translation_key] = row
    return list(found.values())
