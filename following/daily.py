"""The message of the day: each morning, to who follows something of which there is news, all of it in one message.

Marked after it was sent: a worker that is killed between the two sends it again, after a pause, with the same news and
the same Message-ID; nothing is lost (docs/adr/0017). News that comes meanwhile waits for the next morning.
"""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import override

from messaging import mail
from messaging.outcome import Outcome
from register import changes, clock, holding
from register.phrases import day
from register.subjects import Subject, name_of
from register.words import SubjectKind

from . import message, tokens
from .models import Follower, Following
from .mornings import morning_after
from .news import News, told_to

log = logging.getLogger(__name__)
PAUSES = (15, 30, 60, 180)  # minutes between attempts of one day; afterwards it waits for the next morning
BATCH = 200


@dataclass(frozen=True)
class Told:
    """What one follower is to be told now: news up to a number of the change log, maybe none."""

    follower: Follower
    rows: Sequence[Following]
    up_to: int
    news: Sequence[News]


def send_due() -> int:
    """Work on the next followers that are due; how many there were."""
    if holding.is_held():
        return 0
    with changes.reading(), mail.connected() as connection:
        now, at = clock.now(), changes.position()
        due = [_told(follower, at) for follower in _due(now, at)]
        _settle([each for each in due if not each.news], now)
        for each in due:
            if each.news and _claimed(each, now):
                outcome = mail.send(_message(each), connection)
                if outcome == Outcome.SENT:
                    _settle([each], now)
                elif outcome == Outcome.REFUSED:
                    _refused(each.follower, now)
                elif outcome == Outcome.AWAY:
                    return 0
    return len(due)


def _due(now: dt.datetime, at: changes.Position) -> list[Follower]:
    # Of another epoch are those of a restored backup: they wait for the operator.
    confirmed = Following.objects.filter(confirmed_at__isnull=False, epoch=at.epoch).order_by("confirmed_at", "pk")
    rows = Follower.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at")
    return list(rows.prefetch_related(Prefetch("followings", confirmed, "confirmed"))[:BATCH])


def _told(follower: Any, at: changes.Position) -> Told:
    up_to = at.head if follower.telling is None else follower.telling
    followed = [(Subject(row.kind, row.subject), row.number) for row in follower.confirmed]
    return Told(follower, follower.confirmed, up_to, told_to(followed, up_to, clock.today(), follower.locale))


def _settle(done: Sequence[Told], now: dt.datetime) -> None:
    """They know all up to their number: the next message comes on another day."""
    by_number: dict[int, list[Told]] = defaultdict(list)
    for each in done:
        by_number[each.up_to].append(each)
    for number, told in by_number.items():
        with transaction.atomic():
            rows = [row.pk for each in told for row in each.rows if row.number < number]
            Following.objects.filter(pk__in=rows).update(number=number)
            Follower.objects.filter(pk__in=[each.follower.pk for each in told]).update(
                next_attempt_at=morning_after(now), attempts=0, telling=None, refusals=0
            )


def _claimed(told: Told, now: dt.datetime) -> bool:
    """Whether it is ours to tell now: of two workers one gets it. Due again after a pause, should we be killed."""
    tried, follower = told.follower.attempts, told.follower
    again = tried < len(PAUSES)
    later = now + dt.timedelta(minutes=PAUSES[tried]) if again else morning_after(now)
    mine = Follower.objects.filter(pk=follower.pk, next_attempt_at=follower.next_attempt_at, attempts=tried)
    return bool(mine.update(next_attempt_at=later, attempts=tried + 1 if again else 0, telling=told.up_to))


def _refused(follower: Follower, now: dt.datetime) -> None:
    """There is no such address: tried again on other days, and forgotten after `FOLLOW_REFUSALS` of them."""
    if follower.refusals + 1 >= settings.FOLLOW_REFUSALS:
        Follower.objects.filter(pk=follower.pk).delete()
        log.info("An address that was refused %d times in a row is forgotten.", follower.refusals + 1)
        return
    Follower.objects.filter(pk=follower.pk).update(
        next_attempt_at=morning_after(now), attempts=0, refusals=follower.refusals + 1
    )


def _message(told: Told) -> EmailMultiAlternatives:
    follower, locale = told.follower, told.follower.locale
    leave = mail.address("theo-doi/thoi", locale, ma=tokens.of(follower))
    with override(locale):
        subject = _("Thay đổi thủ tục hành chính bạn theo dõi, ngày %(day)s") % {"day": day(clock.today(), locale)}
        words = {
            "decisions": message.decisions(told.news, locale),
            "followed": [(SubjectKind(row.kind).label, _name(row, locale)) for row in told.rows],
            "leave": leave,
        }
    return mail.written(
        "following/news",
        locale,
        subject,
        follower.address,
        words,
        html=True,
        Message_ID=mail.message_id("news", follower.pk, changes.epoch()[:8], told.up_to),
        List_Unsubscribe=f"<{leave}>",
        List_Unsubscribe_Post="List-Unsubscribe=One-Click",
    )


def _name(row: Following, locale: str) -> str:
    return " ".join(name_of(Subject(row.kind, row.subject), locale).split())
