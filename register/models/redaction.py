from django.db import models

from .frozen import Frozen


class Redaction(Frozen):
    """Personal data that was announced by mistake, taken down (che dữ liệu) by two officers.

    `words` are masked in every text of the record as soon as the row stands; `files` leads from the SHA-256 of a file
    to the masked copy that stands for it, {sha256, size, type}. When the bytes themselves are removed
    (`manage.py remove_redacted`) the words go as well: a list of what was hidden would be the next leak.
    """

    words = models.JSONField(default=list)
    files = models.JSONField(default=dict)
    codes = models.JSONField(default=list)  # procedures whose texts had them
    reason = models.TextField()
    asked_by = models.CharField(max_length=150)
    confirmed_by = models.CharField(max_length=150)
    redacted_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class Removal(Frozen):
    """The bytes of a redaction are gone from database and file store; backups are the operator's."""

    redaction = models.OneToOneField(Redaction, models.PROTECT, related_name="removal")
    removed_at = models.DateTimeField()
