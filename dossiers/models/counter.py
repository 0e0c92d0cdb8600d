from django.db import models


class Counter(models.Model):
    """The last number that was given under a prefix of dossier codes, as those of an agency on a day."""

    prefix = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix} {self.last}"
