import secrets

from django.db import models


def new_key() -> str:
    return secrets.token_urlsafe(24)


class Follower(models.Model):
    """Somebody who wants to hear of changes: a mail address, kept no longer than something is followed.

    `key` is what links of letters are made of (tokens.py). Where `next_attempt_at` is empty nothing was confirmed yet.
    `telling` is the number of the change log up to which a message tells that was begun and is not known to have
    arrived: it is tried again with the same news.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key)
    address = models.CharField(max_length=254, unique=True)  # in small letters
    locale = models.CharField(max_length=8)
    next_attempt_at = models.DateTimeField(null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    telling = models.BigIntegerField(null=True)
    refusals = models.PositiveSmallIntegerField(default=0)  # messages in a row for which there is no such address
    # How many letters were asked for to this address on this day.
    letters_on = models.DateField(null=True)
    letters = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pk}"
