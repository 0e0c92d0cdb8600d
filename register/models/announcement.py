from django.db import models

from .agency import Agency
from .frozen import Frozen
from .told import ToldJSON, ToldText


class Announcement(Frozen):
    """A decision as it was announced. The desk's `cms.Decision` is its workbench; this is what the public reads.

    `address` is the last part of its web address and always answers (`123-QD-UBND-2026`); `slug` is the number alone.
    """

    address = models.CharField(max_length=160, unique=True)
    slug = models.CharField(max_length=120, db_index=True)
    year = models.PositiveSmallIntegerField()
    issuer = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="announcements")
    issuer_key = models.CharField(max_length=80, blank=True)  # "" where the number does not tell; part of the key
    own = models.BooleanField(help_text="The province's own decision: outranks a ministry's.")
    number = models.CharField(max_length=120)
    title = ToldText()
    summary = ToldText(blank=True)
    department = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField()
    effective_on = models.DateField()
    follows = models.JSONField(default=list)  # addresses of the ministries' decisions it follows
    files = ToldJSON(default=list)  # [{name, sha256, size, type}]
    announced_at = models.DateTimeField()
    announced_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-signed_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["issuer_key", "slug", "year"], name="announcement_once")]

    def __str__(self) -> str:
        return self.number


class Withdrawal(Frozen):
    """An announced decision taken back before its day: its editions never count."""

    announcement = models.OneToOneField(Announcement, models.PROTECT, related_name="withdrawal")
    reason = ToldText()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=150)
