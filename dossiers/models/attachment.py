from django.db import models

from .dossier import Dossier
from .draft import Draft


class Attachments(models.QuerySet["Attachment"]):
    def filed(self) -> "Attachments":
        """Whole, and named by what was sent; not what somebody is still attaching."""
        return self.filter(token="").exclude(event=None)


class Attachment(models.Model):
    """A file (tệp đính kèm) of a draft or a dossier, in sealed pieces: dossiers/attaching.py.

    `event` is the number of the event that brought it, null where nothing names it yet: such a
    one is swept away. Of one that was erased the row stays; `pieces` are those that lie on the disk still.
    """

    objects = Attachments.as_manager()

    key = models.CharField(max_length=40, unique=True)
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="attachments")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="attachments")
    event = models.PositiveIntegerField(null=True)
    token = models.CharField(max_length=80, blank=True)  # fingerprint of the one-use token; "" once it is whole
    name = models.BinaryField()  # sealed
    size = models.PositiveBigIntegerField()  # bytes, as announced
    received = models.PositiveBigIntegerField(default=0)  # bytes that are stored
    pieces = models.PositiveIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)  # by its bytes
    begun_at = models.DateTimeField(db_index=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=True) ^ models.Q(dossier__isnull=True), name="file_of_draft_or_dossier"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_whole(self) -> bool:
        return not self.token

    @property
    def holder(self) -> Draft | Dossier:
        """Whose key it is sealed with."""
        found = self.dossier or self.draft
        assert found  # noqa: S101 - the database keeps it
        return found
