from django.db import models
from django.utils.translation import gettext_lazy as _

from .subscriber import Subscriber


class Delivery(models.Model):
    """One message to one subscriber, in the order of the keys. Id and body stay the same however often it is sent."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang chờ")
        DELIVERED = "delivered", _("Đã nhận")
        GIVEN_UP = "given_up", _("Thôi gửi")
        SKIPPED = "skipped", _("Bỏ qua")

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=80, unique=True)
    epoch = models.CharField(max_length=32)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveIntegerField()  # changes it tells; 0 for the word that the log began anew
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    counted_from = models.DateTimeField()  # the 48 hours of trying begin here: anew when it is sent again
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # What the last attempt met, as words.answered() tells it; nothing of what the other side wrote is kept.
    outcome = models.CharField(max_length=20, blank=True)
    status = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subscriber", "state"])]

    def __str__(self) -> str:
        return self.message_id
