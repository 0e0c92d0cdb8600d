from django.db import models

from .file import StoredFile
from .frozen import Frozen
from .told import ToldJSON, ToldText


class ReleasedGuide(Frozen):
    """A guide (hướng dẫn dễ hiểu) as it was released: plain words beside the announced text, and not legal.

    It counts from the day of its release until the next row of the same code and locale. A row without `data` takes the
    guide back, and says why. `data` has the shape of `register/guide.py`.
    """

    code = models.CharField(max_length=40)
    locale = models.CharField(max_length=8)
    data = ToldJSON(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="guides")  # the filled sample
    reason = ToldText(blank=True)
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["code", "locale"])]

    def __str__(self) -> str:
        return f"{self.code} {self.locale}"

    @property
    def name(self) -> str:
        """Of its file."""
        return str(self.data["sample"]["name"]) if self.data and self.data["sample"] else ""
