"""Sending what was noted down: each at least once, recorded once, and given up after two days.

A notice is claimed by moving its next attempt ahead, so that two workers send none twice; a worker that dies over one
leaves it to that attempt. Its id is the same over all attempts, by which who receives it twice is shown it once.
"""

import datetime as dt
import logging

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from messaging import mail
from messaging.gateways import ShortText, gateway
from messaging.outcome import Outcome
from outbound import backoff
from register import clock, holding

from .. import keys
from ..models import Dossier, Notice, Wording
from ..models.notice import Channel
from .people import TELEPHONES, people, telephone
from .words import facts, filled, words

log = logging.getLogger(__name__)
BATCH = 50


def send_due() -> int:
    """Send what is due; how many were sent."""
    if holding.is_held():
        return 0
    with mail.connected() as connection:
        return sum(_send_due(channel, connection) for channel in (Channel.MAIL, *TELEPHONES))


def _send_due(channel: str, connection: BaseEmailBackend) -> int:
    now, sent = clock.now(), 0
    due = Notice.objects.filter(channel=channel, due_at__lte=now).select_related("dossier").order_by("due_at")
    for row in due[:BATCH]:
        if not _claimed(row, now):
            continue
        outcome = _send(row, connection)
        sent += outcome == Outcome.SENT
        _record(row, outcome, now)
        if outcome == Outcome.AWAY:
            break
    return sent


def _claimed(row: Notice, now: dt.datetime) -> bool:
    again = backoff.next_attempt(row.attempts + 1, row.noted_at, now)
    mine = Notice.objects.filter(pk=row.pk, due_at=row.due_at, attempts=row.attempts)
    return bool(mine.update(due_at=again, attempts=row.attempts + 1))


@transaction.atomic
def _record(row: Notice, outcome: Outcome, now: dt.datetime) -> None:
    if outcome in {Outcome.LATER, Outcome.AWAY} and not backoff.is_over(row.noted_at, now):
        return
    told = {Outcome.SENT: Notice.Outcome.SENT, Outcome.REFUSED: Notice.Outcome.REFUSED}
    ended = Notice.objects.filter(pk=row.pk, ended_at=None)
    mine = ended.update(outcome=told.get(outcome, Notice.Outcome.GIVEN_UP), due_at=None, ended_at=now)
    if mine and outcome == Outcome.REFUSED:
        _go_on(row, now)


def _go_on(row: Notice, now: dt.datetime) -> None:
    """What one kind of telephone message does not reach, the next may."""
    channel = telephone(row.channel) if row.channel in TELEPHONES else None
    if channel:
        Notice.objects.get_or_create(
            dossier=row.dossier, event=row.event, person=row.person, channel=channel,
            defaults={"noted_at": now, "due_at": now},
        )  # fmt: skip


def _send(row: Notice, connection: BaseEmailBackend) -> Outcome:
    """Tells the log the notice's own name alone."""
    dossier: Dossier = row.dossier
    try:
        reached = people(dossier.answers).get(row.person)  # type: ignore[call-overload]
    except (keys.MissingKey, keys.Unreadable):
        log.warning("Notice %s cannot be sent: its dossier opens with no key that is here.", row.pk)
        return Outcome.LATER
    to = reached.on(row.channel) if reached else ""
    if not to:
        return Outcome.REFUSED
    event = dossier.events.get(number=row.event)
    form = Wording.Form.LETTER if row.channel == Channel.MAIL else Wording.Form.SHORT
    told = filled(words(event.action, form, dossier.locale), facts(event, dossier))
    name = f"{dossier.code}-{row.event}-{row.person}"
    if row.channel == Channel.MAIL:
        return mail.send(
            mail.plain(told.subject, told.text, to, Message_ID=mail.message_id("dossier", name)), connection
        )
    through = gateway(row.channel)
    if through is None:
        return Outcome.REFUSED
    return through.send(ShortText(f"{name}-{row.channel}", row.channel, to, told.text, dossier.locale))
