from django.db import models

from .rule import Rule


class FilingSwitch(Rule):
    """From when on one may file here (nộp hồ sơ tại đây), or no more."""

    is_on = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.is_on}"
