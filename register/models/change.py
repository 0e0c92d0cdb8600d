from django.db import models

from ..words import Event
from .frozen import Frozen


class Change(Frozen):
    """One line of the public change log, in the order of `number`, without a gap that a reader could skip."""

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Event.choices)
    # A decision's address, an edition's key, agency:<key>, sector:<key>, desk:<key of its agency>, guide:<code>,
    # services:<kind>, form:<code>, reorganization:<number> or redaction:<number>.
    subject = models.CharField(max_length=200)
    codes = models.JSONField(default=list)  # procedures whose answer may differ; empty for a name or a desk
    # A number that a rolled-back transaction had is given again: only number and token together name one change.
    token = models.CharField(max_length=32)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]


class Epoch(Frozen):
    """A random word that a restored backup renews, so that no reader mistakes the new log for the old one."""

    value = models.CharField(max_length=32, unique=True)
    began_at = models.DateTimeField()
