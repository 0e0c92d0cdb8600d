"""Whom an event concerns, noted down in its transaction: what is committed is told, what is not never is."""

from django.db import transaction
from django.dispatch import Signal

from register import clock

from ..handling import Role
from ..models import Dossier, Notice
from ..models.event import Happening
from ..models.notice import Channel
from .people import people, telephone
from .words import TOLD

noted = Signal()  # after commit


def note(dossier: Dossier, action: str, role: Role) -> None:
    """Of the last event. What citizens do themselves is told where they would wait for an answer: that it was sent."""
    if not is_told(action, role):
        return
    now, channels = clock.now(), [each for each in (Channel.MAIL, telephone()) if each]
    rows = [
        Notice(dossier=dossier, event=dossier.last_event, person=person, channel=channel, noted_at=now, due_at=now)
        for person, reached in people(dossier.answers).items()
        for channel in channels
        if reached.on(channel)
    ]
    if rows:
        Notice.objects.bulk_create(rows)
        transaction.on_commit(lambda: noted.send(sender=Notice))


def is_told(action: str, role: Role) -> bool:
    return action in TOLD and (role != Role.CITIZEN or action == Happening.SENT)
