"""Letters to those who work at the desk: written with what they tell of, sent after it, tried again for two days."""

import datetime as dt
import logging
import smtplib
from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import transaction
from django.dispatch import Signal

from register import clock, holding

from .models import Letter

log = logging.getLogger(__name__)
PAUSES = [1, 5, 15, 60, 180, *[360] * 7]  # minutes between attempts: two days in all
BATCH = 50
KEPT = dt.timedelta(days=30)

written = Signal()  # after the commit; whoever sends may listen to be woken


def write(addresses: Iterable[str], subject: str, body: str) -> None:
    """One letter for each address, sent once this transaction is committed."""
    now = clock.now()
    letters = [
        Letter(to=address, subject=subject[:250], body=body, written_at=now, next_attempt_at=now)
        for address in sorted({address for address in addresses if address})
    ]
    if letters:
        Letter.objects.bulk_create(letters)
        transaction.on_commit(lambda: written.send(Letter))


def send_due() -> int:
    """Send what is due; how many were sent. Each letter is claimed first, so that two workers send none twice."""
    if holding.is_held():
        return 0
    sent = 0
    now = clock.now()
    for letter in Letter.objects.filter(next_attempt_at__lte=now)[:BATCH]:
        pause = PAUSES[letter.attempts] if letter.attempts < len(PAUSES) else None
        later = now + dt.timedelta(minutes=pause) if pause else None
        claimed = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts, next_attempt_at__lte=now).update(
            attempts=letter.attempts + 1, next_attempt_at=later
        )
        sent += bool(claimed) and _sent(letter)
    return sent


def _sent(letter: Letter) -> bool:
    message = EmailMessage(letter.subject, letter.body, to=[letter.to])
    # The same over all attempts, so that a mail server that took it twice delivers it once.
    message.extra_headers["Message-ID"] = f"<letter-{letter.pk}-{int(letter.written_at.timestamp())}@niemyet>"
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        Letter.objects.filter(pk=letter.pk).update(error=type(error).__name__)
        log.warning("Letter %d was not sent: %s.", letter.pk, type(error).__name__)
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), next_attempt_at=None, error="")
    return True


def forget_old() -> int:
    """Letters older than a month are forgotten."""
    gone, _by_model = Letter.objects.filter(written_at__lt=clock.now() - KEPT).delete()
    return gone
