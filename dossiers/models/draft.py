from django.db import models

from .sealed import Sealed


class Draft(Sealed):
    """What a citizen fills in before it is sent (hồ sơ nháp). It is no dossier yet, and its code looks like none.

    Once it is sent its answers go over into the dossier; the row stays as long as that, so that whoever sends it again,
    or comes back by the draft's code, is led to the dossier.
    """

    code = models.CharField(max_length=20, unique=True)
    look_up = models.CharField(max_length=80)  # fingerprint of the look-up code
    owner = models.CharField(max_length=80, blank=True, db_index=True)  # fingerprint of the login; "" for a guest
    procedure = models.CharField(max_length=40)
    level = models.CharField(max_length=12)
    agency = models.CharField(max_length=80)  # key of who will receive it
    form = models.CharField(max_length=30)  # version, as 1.001193/2+1: dossiers/forms.py
    locale = models.CharField(max_length=8)
    answers = models.BinaryField()  # sealed
    revision = models.PositiveIntegerField(default=0)  # one more with each saving
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.code
