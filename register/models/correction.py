from django.db import models

from ..words import CorrectionKind
from .edition import AnnouncedEdition
from .frozen import Frozen
from .told import ToldChar, ToldJSON, ToldText


class Correction(Frozen):
    """The announced text or day was wrong. Both stay readable; the asked day answers the corrected one.

    A new text has `locale` and `data`; a new day has `effective_on`, which holds for every locale.
    """

    edition = models.ForeignKey(AnnouncedEdition, models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=8, choices=CorrectionKind.choices)
    locale = models.CharField(max_length=8, blank=True)
    data = ToldJSON(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    effective_on = models.DateField(null=True)
    before = models.JSONField()  # {"sha256": …, "effective_on": …}
    reason = ToldText()
    author = models.CharField(max_length=150)
    confirmed_by = models.CharField(max_length=150, blank=True)
    document_number = ToldChar(max_length=120, blank=True)
    document_on = models.DateField(null=True)
    document_file = ToldJSON(null=True)  # {name, sha256, size, type}
    corrected_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
