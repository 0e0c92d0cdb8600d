from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A list that an officer brought, while she looks at what it would do. Hers alone, and gone after a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    decision = models.ForeignKey("cms.Decision", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    rows = models.JSONField(default=list)  # what `importing.rows.Row.plain` gives
    problem = models.TextField(blank=True)  # why the whole file cannot be read
    taken = models.JSONField(default=dict)  # what was chosen: {"rows": [numbers], "change": …}
    told = models.JSONField(default=list)  # what writing did: [[code, words]]
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
