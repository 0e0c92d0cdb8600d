"""`/feeds/decisions.atom`: the decisions that were announced, corrected or withdrawn last, as Atom (RFC 4287).

An entry keeps its id for good; a correction or a withdrawal moves it to the top with a later `updated`. A decision is
there from the moment it was announced, also before its day, as its page is. Those about internal procedures alone are
not.
"""

import datetime as dt
import re
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import escape
from django.views.decorators.http import require_safe

from register import changes, clock
from register.answer import announcements, version
from register.models import AnnouncedEdition, Announcement, Correction
from register.naming import Naming, agency_names
from register.phrases import label
from register.words import ChangeKind, Scope

from .conditional import etag_of, stamped
from .facts import portal

MOST = 50
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no way to write them


class Feed(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        """With nothing announced yet a fixed moment: the same record gives the same bytes."""
        return super().latest_post_date() if self.items else dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    today = clock.today()
    with changes.reading():
        etag = etag_of(version(today), "atom")
        return stamped(
            request,
            etag,
            lambda: HttpResponse(_feed(today).writeString("utf-8"), content_type=Feed.content_type),
        )


def newest() -> QuerySet[Any]:
    """The announcements whose last event is newest, with the moment of it as `updated_at`. One query."""
    public = AnnouncedEdition.objects.filter(announcement=OuterRef("pk"), scope=Scope.PUBLIC)
    corrected = Correction.objects.filter(edition__announcement=OuterRef("pk"), edition__scope=Scope.PUBLIC)
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


def _feed(today: dt.date) -> Feed:
    names = agency_names()
    feed = Feed(
        title=f"Quyết định công bố thủ tục hành chính - {names.on(settings.PROVINCE_KEY, today)}",
        link=portal("quyet-dinh"),
        description="",
        subtitle="Các quyết định mới công khai, đính chính hoặc thu hồi.",
        language="vi",
        author_name=names.on(settings.PROVINCE_KEY, today),
        feed_url=portal("feeds/decisions.atom"),
        feed_guid=portal("feeds/decisions.atom"),
    )
    rows = list(newest())
    counts = _counts(rows)
    for row in rows:
        _add(feed, row, counts[row.pk], names, today)
    return feed


def _add(feed: Feed, row: Any, counts: dict[str, int], names: Naming, today: dt.date) -> None:
    withdrawal = getattr(row, "withdrawal", None)
    words = [
        f"Ký ngày {row.signed_on:%d/%m/%Y}, có hiệu lực từ ngày {row.effective_on:%d/%m/%Y}.",
        "; ".join(f"{label(ChangeKind, kind)}: {count} thủ tục" for kind, count in counts.items()) + ".",
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
        unique_id=tag(row),
        author_name=_clean(names.on(row.issuer_key or settings.PROVINCE_KEY, today)),
        pubdate=row.announced_at,
        updateddate=row.updated_at,
        categories=[
            *(["withdrawn"] if withdrawal else []),
            *(["corrected"] if row.corrected_at else []),
            *counts,
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


def _counts(rows: list[Any]) -> dict[int, dict[str, int]]:
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
    return {key: {kind: told[kind] for kind in ChangeKind.values if kind in told} for key, told in found.items()}


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("", text)
