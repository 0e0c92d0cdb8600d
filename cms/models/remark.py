import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition

PLACE = re.compile(r"(?P<field>[a-z_]{1,30})(?:\.(?P<block>[0-9a-f-]{36}))?")


class Remark(models.Model):
    """What somebody says of one field of a draft, or of one block in it (ý kiến), until it is settled.

    It belongs to the row, not to a revision: an older text brought back keeps it, and no text carries it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="remarks", verbose_name=_("nội dung"))
    place = models.CharField(_("chỗ"), max_length=70)  # the field, or the field and the id of a block in it
    text = models.TextField(_("ý kiến"), validators=[MaxLengthValidator(2000)])
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=150)  # stays when the account goes
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("ý kiến")
        verbose_name_plural = _("ý kiến")
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.edition_id} · {self.place}"

    def clean(self) -> None:
        found = PLACE.fullmatch(self.place)
        if not found or not hasattr(_field(found["field"]), "verbose_name"):
            raise ValidationError({"place": _("Mục này không có trong nội dung.")})

    def place_label(self, edition: Edition) -> str:
        """The field in the words of its form, with the block's number where the draft still has that block."""
        found = PLACE.fullmatch(self.place)
        assert found is not None  # noqa: S101 - checked when it was made
        label = str(_field(found["field"]).verbose_name)
        blocks = [child.id for child in getattr(edition, found["field"])] if found["block"] else []
        label = label[:1].upper() + label[1:]
        return f"{label}, {blocks.index(found['block']) + 1}" if found["block"] in blocks else label


def _field(name: str) -> Any:
    known = {each.name: each for each in Edition._meta.concrete_fields if each.editable}
    return known.get(name)
