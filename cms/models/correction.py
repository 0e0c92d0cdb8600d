from django.db import models
from django.utils.translation import gettext_lazy as _

from register.words import CorrectionKind

from .edition import Edition


class CorrectionRequest(models.Model):
    """A draft that mends an announced text, put before the officer who corrects. It is deleted when she has decided."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="correction")
    kind = models.CharField(_("loại đính chính"), max_length=8, choices=CorrectionKind.choices)
    reason = models.TextField(_("lý do"), max_length=2000)
    document_number = models.CharField(_("số công văn đính chính"), max_length=120, blank=True)
    document_on = models.DateField(_("ngày công văn"), null=True, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp công văn (PDF)"),
    )
    text = models.CharField(max_length=64)  # fingerprint of what is asked for; what was changed since is not corrected
    author = models.CharField(max_length=150)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.edition.code
