from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.frozen import Frozen

from ..handling import Action, Role
from ..states import State
from .dossier import Dossier


class Happening(models.TextChoices):
    """What happens to a dossier without moving it by the table."""

    SENT = "sent", _("Nộp hồ sơ")
    MESSAGE = "message", _("Tin nhắn")
    RATED = "rated", _("Đánh giá")
    COMPLAINT = "complaint", _("Phản ánh chậm trễ")


DEEDS = [*Action.choices, *Happening.choices]


class DossierEvent(Frozen):
    """What happened to a dossier (tiến trình), numbered from 1. Rows are only added; what people wrote is sealed.

    The words go with the dossier's key, by which they are erased. `state` is the one that follows.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=20, choices=DEEDS)
    state = models.PositiveSmallIntegerField(choices=State.choices)
    role = models.CharField(max_length=10, choices=Role.choices)
    officer = models.CharField(max_length=150, blank=True)  # user name
    due_at = models.DateTimeField(null=True)
    content = models.BinaryField()  # sealed: {text, files[], …}
    at = models.DateTimeField()

    class Meta:
        ordering = ["dossier_id", "number"]
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_event_of_a_number")]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"
