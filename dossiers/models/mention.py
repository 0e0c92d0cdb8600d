from django.db import models

from .dossier import Dossier


class Mention(models.Model):
    """That a dossier names a person by the national id number, as applicant, as submitter or in the form.

    The number stands nowhere in the clear: whoever asks for what is held of a person is found by its fingerprint.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="mentions")
    fingerprint = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "fingerprint"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.fingerprint}"
