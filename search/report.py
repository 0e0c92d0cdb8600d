"""What citizens search for: frequent queries, those without result, without a click, given up."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from .models import SearchRecord
from .text import syllables
from .vocabulary import Vocabulary

MOST = 100  # rows of a report
LEAST_SEARCHES, LEAST_DAYS = 10, 3  # before a query may be proposed to others

# What each kind of report lists, and by which count.
KINDS = ("frequent", "empty", "unopened", "abandoned")
EMPTY = Q(total=0)
UNOPENED = Q(total__gt=0, clicked="")
ABANDONED = Q(clicked="", followed=False)


@dataclass(frozen=True)
class Row:
    """One query, however it was written. Counts are of searches."""

    query: str
    folded: str
    searches: int
    days: int
    empty: int
    unopened: int
    abandoned: int
    opened: int

    @property
    def may_be_proposed(self) -> bool:
        return self.searches >= LEAST_SEARCHES and self.days >= LEAST_DAYS and self.empty == 0 and "•" not in self.query


@dataclass(frozen=True)
class Day:
    day: dt.date
    searches: int
    empty: int
    opened: int


def records(since: dt.date, until: dt.date, channel: str = "") -> QuerySet[SearchRecord]:
    """The searches of these days, both included, of one channel or of all."""
    found = SearchRecord.objects.filter(day__gte=since, day__lte=until)
    return found.filter(channel=channel) if channel else found


def _counts() -> dict[str, Any]:
    return {
        "searches": Count("pk"),
        "empty": Count("pk", filter=EMPTY),
        "unopened": Count("pk", filter=UNOPENED),
        "abandoned": Count("pk", filter=ABANDONED),
        "opened": Count("pk", filter=~Q(clicked="")),
    }


def queries(found: QuerySet[SearchRecord, Any], kind: str = "frequent") -> list[Row]:
    """The queries of one kind, the most numerous first."""
    by = "searches" if kind == "frequent" else kind
    # Of the ways a query was written the one with accents sorts last.
    rows: Any = found.values("folded").annotate(query=Max("query"), days=Count("day", distinct=True), **_counts())
    rows = rows.filter(**{f"{by}__gt": 0}).order_by(f"-{by}", "-searches", "folded")[:MOST]
    return [Row(**row) for row in rows]


def days(found: QuerySet[SearchRecord]) -> list[Day]:
    rows: Any = found.values("day").annotate(**_counts()).order_by("day")
    return [Day(row["day"], row["searches"], row["empty"], row["opened"]) for row in rows]


def channels() -> list[str]:
    return list(SearchRecord.objects.order_by("channel").values_list("channel", flat=True).distinct())


def last_queries(most: int, holding: str = "") -> list[str]:
    """The last queries, each once, newest first; those that hold these folded words."""
    found = SearchRecord.objects.filter(folded__contains=holding) if holding else SearchRecord.objects.all()
    rows = found.values("folded").annotate(query=Max("query"), last=Max("at")).order_by("-last", "folded")[:most]
    return [row["query"] for row in rows]


def why_not_proposed(folded: str, vocabulary: Vocabulary, since: dt.date, until: dt.date) -> str | None:
    """Which condition a query does not meet: `rare` (too few searches or days), `words` (not all in today's texts)."""
    found = records(since, until).filter(folded=folded)
    rows = queries(found)
    if not rows or not rows[0].may_be_proposed:
        return "rare"
    if not all(vocabulary.knows(each.folded) for each in syllables(rows[0].query)):
        return "words"
    return None
