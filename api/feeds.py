"""The decisions that were announced, corrected or withdrawn last, as Atom (RFC 4287): all of them, or those about one
procedure, sector or agency.

An entry keeps its id for good; a correction or a withdrawal moves it to the top with a later `updated`. A decision is
there from the moment it was announced, also before its day, as its page is. Those about internal procedures alone are
not.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import escape
from django.views.decorators.http import require_safe

from register import changes, clock
from register.answer import Edition, announcements, ids_of_announcements, read_editions, version
from register.models import AnnouncedEdition, Announcement, Correction
from register.naming import Naming, agency_names
from register.phrases import label
from register.subjects import Subject, editions_about, known, name_of
from register.words import ChangeKind, Scope, SubjectKind

from .conditional import etag_of, refused, stamped
from .facts import portal

MOST = 50
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no way to write them


class Feed(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        """With nothing announced yet a fixed moment: the same record gives the same bytes."""
        return super().latest_post_date() if self.items else dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    """`/feeds/decisions.atom`"""
    today = clock.today()
    with changes.reading():
        return _answered(request, today, "atom", lambda: _feed(today))


@require_safe
def about(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """`/feeds/procedures/<code>.atom`, `/feeds/sectors/<key>.atom`, `/feeds/agencies/<key>.atom`"""
    today = clock.today()
    with changes.reading():
        subject = known(kind, key)
        if subject is None:
            return refused(404, "Không có kênh tin này.", "There is no such feed.")
        return _answered(request, today, f"atom|{subject.kind}|{subject.key}", lambda: _feed(today, subject))


def _answered(request: HttpRequest, today: dt.date, kind: str, make: Callable[[], "Feed"]) -> HttpResponseBase:
    def whole() -> HttpResponse:
        return HttpResponse(make().writeString("utf-8"), content_type=Feed.content_type)

    return stamped(request, etag_of(version(today), kind), whole)


def newest(about: Collection[int] | None = None) -> QuerySet[Any]:
    """The announcements whose last event is newest, with the moment of it as `updated_at`. One query.

    With keys of editions those that hold one of them, and their events alone."""
    public = AnnouncedEdition.objects.filter(announcement=OuterRef("pk"), scope=Scope.PUBLIC)
    corrected = Correction.objects.filter(edition__announcement=OuterRef("pk"), edition__scope=Scope.PUBLIC)
    if about is not None:
        public, corrected = public.filter(pk__in=about), corrected.filter(edition__in=about)
    return (
        announcements()
        .filter(Exists(public))
        .annotate(
            corrected_at=Subquery(corrected.order_by("-corrected_at").values("corrected_at")[:1]),
            updated_at=Greatest(
                "announced_at",
                Coalesce("withdrawal__withdrawn_at", F("announced_at")),
                Coalesce("corrected_at", F("announced_at")),
            ),
        )
        .order_by("-updated_at", "-id")[:MOST]
    )


def _feed(today: dt.date, subject: Subject | None = None) -> Feed:
    names = agency_names()
    province = names.on(settings.PROVINCE_KEY, today)
    told = _of_subject(subject) if subject else OF_ALL
    feed = Feed(
        title=_clean(f"{told.title} - {province}"),
        link=portal(told.page),
        description="",
        subtitle="Các quyết định mới công khai, đính chính hoặc thu hồi.",
        language="vi",
        author_name=province,
        feed_url=portal(told.feed),
        feed_guid=portal(told.feed),
    )
    about = editions_about(subject, today) if subject else None
    rows = list(newest(about))
    changed = _counted(rows) if about is None else _named(rows, about)
    for row in rows:
        _add(feed, row, changed[row.pk], names, today, told.suffix)
    return feed


@dataclass(frozen=True)
class About:
    """What a feed is called, where its page and the feed itself are, and what its entries' ids end with: one decision
    is another entry in each feed."""

    title: str
    page: str
    feed: str
    suffix: str = ""


OF_ALL = About(
    "Quyết định công bố thủ tục hành chính",
    "quyet-dinh",
    "feeds/decisions.atom",
)
FOLDERS = {SubjectKind.PROCEDURE: "procedures", SubjectKind.SECTOR: "sectors", SubjectKind.AGENCY: "agencies"}
PAGES = {SubjectKind.PROCEDURE: "thu-tuc", SubjectKind.SECTOR: "linh-vuc", SubjectKind.AGENCY: "co-quan"}


def _of_subject(subject: Subject) -> About:
    kind, key = SubjectKind(subject.kind), quote(subject.key)
    page = f"{PAGES[kind]}/{key}"
    title = f"Thay đổi về {label(SubjectKind, kind)} {name_of(subject)}"
    return About(title, page, f"feeds/{FOLDERS[kind]}/{key}.atom", f"/{page}")


def _add(feed: Feed, row: Any, changed: "Changed", names: Naming, today: dt.date, suffix: str) -> None:
    withdrawal = getattr(row, "withdrawal", None)
    words = [
        f"Ký ngày {row.signed_on:%d/%m/%Y}, có hiệu lực từ ngày {row.effective_on:%d/%m/%Y}.",
        *changed.lines,
    ]
    if row.summary:
        words.append(row.summary)
    if row.corrected_at:
        words.append("Đã đính chính.")
    if withdrawal:
        words.insert(0, f"Đã thu hồi: {withdrawal.reason}")
    feed.add_item(
        title=_clean(f"{'Thu hồi: ' if withdrawal else ''}Quyết định {row.number} {row.title}"),
        link=portal(f"quyet-dinh/{row.address}"),
        description=_clean("<br>".join(map(escape, words))),  # Django says of it that it is HTML
        unique_id=tag(row) + suffix,
        author_name=_clean(names.on(row.issuer_key or settings.PROVINCE_KEY, today)),
        pubdate=row.announced_at,
        updateddate=row.updated_at,
        categories=[
            *(["withdrawn"] if withdrawal else []),
            *(["corrected"] if row.corrected_at else []),
            *changed.kinds,
        ],
        enclosures=[
            Enclosure(portal(f"tep/{file['sha256']}"), str(file["size"]), file["type"])
            for file in row.files
            if file["sha256"]
        ],
    )


def tag(row: Announcement) -> str:
    """An id for good (RFC 4151): the host, the day of announcing, the decision's address."""
    day = row.announced_at.astimezone(clock.ZONE).date()
    return f"tag:{urlsplit(settings.PUBLIC_URL).hostname},{day}:quyet-dinh/{row.address}"


@dataclass(frozen=True)
class Changed:
    """What a decision does to procedures: the kinds of change that it has, and the lines that tell of them."""

    kinds: list[str]
    lines: list[str]


def _counted(rows: list[Any]) -> dict[int, Changed]:
    """How many public procedures each decision makes new, amends, replaces and abolishes. One query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    counted = (
        AnnouncedEdition.objects.filter(announcement__in=[row.pk for row in rows], scope=Scope.PUBLIC)
        .order_by()
        .values_list("announcement_id", "change")
        .annotate(Count("id"))
    )
    for key, change, count in counted:
        found[key][change] = count
    told = {key: {kind: of[kind] for kind in ChangeKind.values if kind in of} for key, of in found.items()}
    return {
        key: Changed(
            list(of), ["; ".join(f"{label(ChangeKind, kind)}: {count} thủ tục" for kind, count in of.items()) + "."]
        )
        for key, of in told.items()
    }


def _named(rows: list[Any], about: Sequence[int]) -> dict[int, Changed]:
    """Each procedure that is asked about, with its change and the day from which that holds. Three queries."""
    wanted, listed = set(about), ids_of_announcements([row.pk for row in rows])
    read = read_editions(wanted & {each for ids in listed.values() for each in ids})
    found = {}
    for key, ids in listed.items():
        editions = [read[each] for each in ids if each in read]
        lines = [f"{_change(each)}: {each.data['name']} ({each.code})." for each in editions[:MOST]]
        if len(editions) > MOST:
            lines.append(f"Và {len(editions) - MOST} thủ tục khác.")
        kinds = {each.change for each in editions}
        found[key] = Changed([kind for kind in ChangeKind.values if kind in kinds], lines)
    return found


def _change(edition: Edition) -> str:
    return f"{label(ChangeKind, edition.change)} từ ngày {edition.effective_on:%d/%m/%Y}"


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("", text)
