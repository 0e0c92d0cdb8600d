"""To follow and to end it: asked for by a form, confirmed by who reads the letter, ended by who has a link of one."""

import datetime as dt
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction
from django.dispatch import Signal

from register import changes, clock
from register.subjects import Subject

from . import tokens
from .models import Follower, Following
from .mornings import next_morning

UNCONFIRMED = dt.timedelta(hours=48)  # that an address is kept which nobody confirmed
LONGEST = 254  # characters of an address (RFC 5321)
PLAIN = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^@\[\]]+", re.ASCII)  # no quotes, no numbers of machines

asked = Signal()  # after the commit; whoever sends letters may listen to be woken


class BadAddress(ValueError):
    """No mail address, or one of a kind that is not written to."""


def normal_address(text: str) -> str:
    """In small letters. Raises BadAddress, whose words do not repeat it."""
    address = text.strip().lower()
    if len(address) > LONGEST:
        raise BadAddress("too long")
    try:
        EmailValidator(allowlist=[])(address)
        domain = address.rpartition("@")[2].encode("idna").decode()
    except (ValidationError, UnicodeError):
        raise BadAddress("no mail address") from None
    address = f"{address.rpartition('@')[0]}@{domain}"
    if not PLAIN.fullmatch(address):
        raise BadAddress("a kind of address that is not written to")
    return address


def ask(address: str, subject: Subject, locale: str) -> None:
    """Have a letter written to that address; nothing is followed before it is confirmed.

    Says nothing of what was there before, so that nobody learns by it who follows what. Beyond
    `FOLLOW_LETTERS_PER_DAY` nothing is done. Raises BadAddress.
    """
    now, known = clock.now(), normal_address(address)
    with transaction.atomic():
        # Without an error where it is there already: PostgreSQL would write the address into its log.
        Follower.objects.bulk_create([Follower(address=known, locale=locale)], ignore_conflicts=True)
        follower = Follower.objects.select_for_update().filter(address=known).first()
        if follower is None or not _may_write_to(follower):
            return
        named = {"follower": follower, "kind": subject.kind, "subject": subject.key}
        Following.objects.bulk_create([Following(**named, locale=locale, asked_at=now)], ignore_conflicts=True)
        Following.objects.filter(**named).update(locale=locale, asked_at=now, letter_due_at=now, letter_attempts=0)
        transaction.on_commit(lambda: asked.send(Following))


def _may_write_to(follower: Follower) -> bool:
    """Whether one letter more may be asked for today; counts it."""
    today = clock.today()
    written = follower.letters if follower.letters_on == today else 0
    if written >= settings.FOLLOW_LETTERS_PER_DAY:
        return False
    Follower.objects.filter(pk=follower.pk).update(letters_on=today, letters=written + 1)
    return True


def asked_by(token: str) -> Following | None:
    """What a link of a letter asks to confirm; None where it holds no more."""
    row = tokens.row_of(token, Following)
    return row if row and (row.confirmed_at or row.asked_at > clock.now() - UNCONFIRMED) else None


def confirm(token: str) -> Following | None:
    """It is followed from now on: what the log says after this moment is told. Again it changes nothing."""
    with transaction.atomic():
        row = asked_by(token)
        if row is None:
            return None
        at, now = changes.position(), clock.now()
        begun = Following.objects.filter(pk=row.pk, confirmed_at=None)
        if begun.update(confirmed_at=now, epoch=at.epoch, number=at.head, letter_due_at=None):
            Follower.objects.filter(pk=row.follower_id).update(locale=row.locale)
            Follower.objects.filter(pk=row.follower_id, next_attempt_at=None).update(next_attempt_at=next_morning(now))
    return row


def followed_by(token: str) -> list[Following] | None:
    """What is followed by who has this link, in the order of asking; None for a link that we did not write."""
    key = tokens.key_in(token, Follower)
    if key is None:
        return None
    return list(Following.objects.filter(follower__key=key, confirmed_at__isnull=False).order_by("confirmed_at", "pk"))


def end(token: str, subject: Subject | None = None) -> bool:
    """Follow this no more, or nothing any more. The address goes with the last one. False for a link that we did not
    write; what was ended before stays ended."""
    key = tokens.key_in(token, Follower)
    if key is None:
        return False
    with transaction.atomic():
        Follower.objects.select_for_update().filter(key=key).first()  # who asks at the same moment waits
        rows = Following.objects.filter(follower__key=key)
        if subject:
            rows = rows.filter(kind=subject.kind, subject=subject.key)
        rows.delete()
        Follower.objects.filter(key=key, followings=None).delete()
    return True


def forget_unconfirmed() -> int:
    """Delete what nobody confirmed in 48 hours, and addresses that follow nothing. How many addresses went."""
    with transaction.atomic():
        Following.objects.filter(confirmed_at=None, asked_at__lte=clock.now() - UNCONFIRMED).delete()
        return Follower.objects.filter(followings=None).delete()[1].get("following.Follower", 0)
