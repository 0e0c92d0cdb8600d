"""What the public reads of the pages: live ones without a restriction, and nothing of what they may become.

An address is that of the Vietnamese page below the root, in every language; a missing translation falls back to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from register import clock

from .models import ContentPage, Editorial, HomePage, SectionPage, SiteNotice

SOURCE = "vi"


@dataclass(frozen=True)
class Shown:
    """A page as one language shows it. `path` has no slash at its ends; "" is the root."""

    page: Any
    path: str
    asked: str

    @property
    def locale(self) -> str:
        return str(self.page.locale.language_code)

    @property
    def is_fallback(self) -> bool:
        return self.locale != self.asked


@dataclass(frozen=True)
class Moved:
    """Where an address leads now: a path of ours, or a whole address elsewhere."""

    to: str
    is_permanent: bool


def public() -> Any:
    return Page.objects.live().public().select_related("locale")


def root() -> HomePage | None:
    """The Vietnamese root; None before there is one."""
    return HomePage.objects.live().public().filter(locale__language_code=SOURCE).order_by("path").first()


def page_at(path: str, locale: str) -> Shown | Moved | None:
    """What stands at the address. Four queries at most."""
    home, asked = root(), path.strip("/")
    if home is None:
        return None
    wanted = f"{home.url_path}{asked}/" if asked else home.url_path
    found = public().filter(url_path=wanted).first()
    if found:
        return shown([found], locale, home)[0]
    return _moved(asked, home)


def below(shown_page: Shown) -> list[Shown]:
    """The pages right below, as its language shows them: newest first, then in the tree's order."""
    home = root()
    source = _source_of(shown_page.page)
    if home is None or source is None:
        return []
    return shown(public().child_of(source).order_by("path"), shown_page.asked, home)


def above(shown_page: Shown) -> list[Shown]:
    """From the first page below the root down to the parent."""
    home, source = root(), _source_of(shown_page.page)
    if home is None or source is None:
        return []
    rows = public().ancestor_of(source).descendant_of(home).order_by("depth")
    return shown(rows, shown_page.asked, home)


def menu(locale: str) -> list[Shown]:
    """The pages that editors show in menus, right below the root, in the tree's order."""
    home = root()
    return shown(public().child_of(home).in_menu().order_by("path"), locale, home) if home else []


def texts(kinds: Iterable[str], locale: str) -> list[Shown]:
    """All texts of these kinds (of any, where none is named), newest first."""
    home = root()
    if home is None:
        return []
    rows = ContentPage.objects.live().public().descendant_of(home).select_related("locale", "image")
    chosen = list(kinds)
    if chosen:
        rows = rows.filter(kind__in=chosen)
    made = shown(rows, locale, home)
    return sorted(made, key=lambda each: (day_of(each.page), each.path), reverse=True)


def day_of(page: Editorial) -> Any:
    """The day a text bears: the one its editor gave it, else that of its first publishing."""
    given = getattr(page, "dated", None)
    first = page.first_published_at
    return given or (first and first.astimezone(clock.ZONE).date()) or clock.today()


def notices(locale: str) -> list[SiteNotice]:
    """What is to be told today, in that language or else in Vietnamese."""
    today = clock.today()
    rows = SiteNotice.objects.filter(from_on__lte=today, until_on__gte=today).select_related("locale")
    by_key: dict[Any, SiteNotice] = {}
    for row in rows:
        if row.locale.language_code in (locale, SOURCE):
            held = by_key.get(row.translation_key)
            if held is None or row.locale.language_code == locale:
                by_key[row.translation_key] = row
    return list(by_key.values())


def shown(rows: Iterable[Page], locale: str, home: HomePage) -> list[Shown]:
    """Vietnamese pages as `locale` shows them: their live translations, else themselves. Two queries and one a type."""
    sources = list(rows)
    translated: dict[Any, Page] = {}
    if locale != SOURCE and sources:
        other = Locale.objects.filter(language_code=locale).first()
        keys = [source.translation_key for source in sources]
        held = public().filter(locale=other, translation_key__in=keys) if other else Page.objects.none()
        translated = {page.translation_key: page for page in held}
    chosen = [translated.get(source.translation_key, source) for source in sources]
    specific = {page.pk: page for page in Page.objects.filter(pk__in=[each.pk for each in chosen]).specific()}
    return [
        Shown(specific[page.pk], source.url_path.removeprefix(home.url_path).strip("/"), locale)
        for source, page in zip(sources, chosen, strict=True)
        if isinstance(specific.get(page.pk), HomePage | SectionPage | ContentPage)
    ]


def paths_of(pks: Iterable[int]) -> dict[int, str]:
    """The address of each of these pages that the public can read."""
    home, wanted = root(), list(pks)
    if home is None or not wanted:
        return {}
    named = {page.pk: page for page in public().filter(pk__in=wanted)}
    sources = {
        page.translation_key: page
        for page in public().filter(
            translation_key__in=[page.translation_key for page in named.values()], locale=home.locale
        )
    }
    return {
        pk: sources[page.translation_key].url_path.removeprefix(home.url_path).strip("/")
        for pk, page in named.items()
        if page.translation_key in sources
    }


def _source_of(page: Page) -> Page | None:
    if page.locale.language_code == SOURCE:
        return page
    return public().filter(translation_key=page.translation_key, locale__language_code=SOURCE).first()


def _moved(path: str, home: HomePage) -> Moved | None:
    row = Redirect.objects.filter(old_path=Redirect.normalise_path(f"/{path}")).order_by("pk").first()
    if row is None:
        return None
    if row.redirect_page_id:
        target = paths_of([row.redirect_page_id]).get(row.redirect_page_id)
        return Moved(target, row.is_permanent) if target is not None else None
    return Moved(row.redirect_link, row.is_permanent) if row.redirect_link else None
