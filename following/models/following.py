from django.db import models

from register.words import SubjectKind

from .follower import Follower, new_key


class Following(models.Model):
    """One procedure, sector or agency that somebody follows, or asked to. Unconfirmed ones are deleted after 48 hours.

    All changes up to `number` of this `epoch` of the change log have been told, or do not concern it.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key)
    follower = models.ForeignKey(Follower, models.CASCADE, related_name="followings")
    kind = models.CharField(max_length=10, choices=SubjectKind.choices)
    subject = models.CharField(max_length=120)  # a code, or a key of the register
    locale = models.CharField(max_length=8)  # in which it was asked for last
    epoch = models.CharField(max_length=32, blank=True)
    number = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    # The letter that answers the form: to confirm, or that it is followed already. Null once it is sent.
    letter_due_at = models.DateTimeField(null=True, db_index=True)
    letter_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "kind", "subject"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
