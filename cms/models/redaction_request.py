from django.db import models


class RedactionRequest(models.Model):
    """Personal data that one officer asks to take down, put before the officer who confirms.

    It is deleted when she has decided: what is to be hidden stands nowhere longer than it must.
    """

    words = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, blank=True)  # of the public file that a masked copy takes the place of
    copy = models.BinaryField(default=bytes)
    reason = models.TextField(max_length=2000)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk}"
