from django.db import models

from ..words import ENDING, ChangeKind, Form, Level, Scope
from .agency import Agency
from .announcement import Announcement
from .frozen import Frozen
from .sector import Sector
from .told import ToldJSON, ToldText


class AnnouncedEdition(Frozen):
    """What one decision said of one procedure at one or more levels, whatever the language."""

    key = models.CharField(max_length=200, unique=True)  # <code>@<address of the decision>, .2 where it comes twice
    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="editions")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40, db_index=True)
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.PUBLIC)
    change = models.CharField(max_length=10, choices=ChangeKind.choices)
    form = models.CharField(max_length=4, choices=Form.choices, default=Form.FULL)
    effective_on = models.DateField()
    successors = models.JSONField(default=list)  # codes, when replaced
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    # Among editions of one code, level and issuer that are equal in both days, the higher one stands after.
    standing = models.FloatField(default=0)
    standing_reason = ToldText(blank=True)

    class Meta:
        ordering = ["announcement_id", "position"]

    def __str__(self) -> str:
        return self.key

    @property
    def ends(self) -> bool:
        return self.change in ENDING


class AnnouncedLevel(Frozen):
    edition = models.ForeignKey(AnnouncedEdition, models.PROTECT, related_name="levels")
    level = models.CharField(max_length=12, choices=Level.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "level"], name="announced_level_once")]


class AnnouncedDocument(Frozen):
    """What the public reads: one edition in one locale. `data` has the shape of `register/document.py`."""

    edition = models.ForeignKey(AnnouncedEdition, models.PROTECT, related_name="documents")
    locale = models.CharField(max_length=8)
    data = ToldJSON()
    sha256 = models.CharField(max_length=64)
    appended_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "locale"], name="announced_document_once")]
