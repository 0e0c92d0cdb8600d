"""The letter that answers the form: a link to confirm, or, to who follows it already, that it is so."""

import datetime as dt

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import override

from messaging import mail
from messaging.outcome import Outcome
from register import clock, holding
from register.subjects import Subject, name_of
from register.words import SubjectKind

from . import tokens
from .asking import UNCONFIRMED
from .models import Following

PAUSES = (1, 5, 15, 60, 180, 360)  # minutes between attempts
BATCH = 50


def send_due() -> int:
    """Send what is due; how many were sent. Each is claimed first, so that two workers send none twice."""
    if holding.is_held():
        return 0
    now, sent = clock.now(), 0
    due = Following.objects.filter(letter_due_at__lte=now).select_related("follower").order_by("letter_due_at")
    with mail.connected() as connection:
        for row in due[:BATCH]:
            if not _claimed(row, now):
                continue
            outcome = mail.send(_letter(row), connection)
            if outcome == Outcome.AWAY:
                break
            if outcome != Outcome.LATER:
                Following.objects.filter(pk=row.pk, letter_attempts=row.letter_attempts + 1).update(letter_due_at=None)
            sent += outcome == Outcome.SENT
    return sent


def _claimed(row: Following, now: dt.datetime) -> bool:
    tried = row.letter_attempts
    later = now + dt.timedelta(minutes=PAUSES[tried]) if tried < len(PAUSES) else None
    mine = Following.objects.filter(pk=row.pk, letter_due_at=row.letter_due_at, letter_attempts=tried)
    return bool(mine.update(letter_due_at=later, letter_attempts=tried + 1))


def _letter(row: Following) -> EmailMultiAlternatives:
    is_known = row.confirmed_at is not None
    locale = row.locale
    with override(locale):
        told = {
            "is_known": is_known,
            "kind": SubjectKind(row.kind).label,
            "name": " ".join(name_of(Subject(row.kind, row.subject), locale).split()),
            "hours": int(UNCONFIRMED.total_seconds() // 3600),
            "link": mail.address("theo-doi/thoi", locale, ma=tokens.of(row.follower))
            if is_known
            else mail.address("theo-doi/xac-nhan", locale, ma=tokens.of(row)),
        }
        subject = (
            _("Bạn đang theo dõi thay đổi thủ tục hành chính")
            if is_known
            else _("Xác nhận theo dõi thay đổi thủ tục hành chính")
        )
    return mail.written(
        "following/letter",
        locale,
        subject,
        row.follower.address,
        told,
        Message_ID=mail.message_id("letter", row.pk, int(row.asked_at.timestamp())),
    )
