from django.db import models

from .announcement import Announcement
from .frozen import Frozen
from .told import ToldChar


class StoredFile(Frozen):
    """Bytes in the public store, named by their SHA-256; public only where a `NamedFile` of a decision or a
    `ReleasedGuide` names them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)


class NamedFile(Frozen):
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="namings")
    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="named_files")
    name = ToldChar(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "announcement", "name"], name="named_file_once")]
