from django.db import models
from django.utils.translation import gettext_lazy as _

from .dossier import Dossier


class Person(models.TextChoices):
    APPLICANT = "applicant", _("chủ hồ sơ")
    SUBMITTER = "submitter", _("người nộp")


class Channel(models.TextChoices):
    MAIL = "mail", _("thư điện tử")
    ZALO = "zalo", "Zalo"
    SMS = "sms", "SMS"


class Notice(models.Model):
    """That somebody is to be told of an event (tin báo), written in the transaction of the event, sent after it.

    No address stands here: it is opened from the dossier when the notice is sent.
    """

    class Outcome(models.TextChoices):
        SENT = "sent", _("đã gửi")
        REFUSED = "refused", _("địa chỉ không nhận")
        GIVEN_UP = "given_up", _("không gửi được")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="notices")
    event = models.PositiveIntegerField()  # number
    person = models.CharField(max_length=10, choices=Person.choices)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    noted_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, db_index=True)  # of the next attempt; null once there is none
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "event", "person", "channel"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.event}/{self.person}/{self.channel}"
