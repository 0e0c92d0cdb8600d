from django.conf import settings
from django.db import models


class PaperFile(models.Model):
    """A document that a worker makes for an officer: the annex of a decision, or a list for the notice board where
    there is none. Hers alone, and gone after a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    decision = models.ForeignKey("cms.Decision", models.CASCADE, null=True, related_name="+")
    notice = models.JSONField(default=dict)  # `papers.notice.Asked.to_json`
    form = models.CharField(max_length=4)  # docx or pdf
    name = models.CharField(max_length=255, blank=True)  # of the file, once it is made
    content = models.BinaryField(default=bytes)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}.{self.form}"
