from django.db import models

from register.models.frozen import Frozen

from .dossier import Dossier


class Erasure(Frozen):
    """That the personal data of a dossier was erased (xóa dữ liệu cá nhân), when, by which rule. Rows are only added.

    The dossier's facts stay: procedure, agency, days, states, whether it was in time.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="erasure")
    rule = models.CharField(max_length=200)  # in words
    by = models.CharField(max_length=150, blank=True)  # user name of who asked for it; "" for a rule
    files = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()  # of these files
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.at}"
