import datetime as dt
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, RevisionMixin

from register.decision_number import slug_of
from register.models import Agency, Announcement
from register.record import find

from .department import Department


class Decision(RevisionMixin, models.Model):
    """An announcement decision on the workbench. Number and day come last, after signing.

    What was announced is `register.Announcement`; this row may no longer be changed then.
    """

    class EffectiveFrom(models.TextChoices):
        SIGNING = "signing", _("Từ ngày ký")
        DAY = "day", _("Từ một ngày ấn định")
        LEGAL_TEXT = "legal_text", _("Từ ngày văn bản quy phạm pháp luật có hiệu lực")

    issuer = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan ban hành"),
    )
    number = models.CharField(
        _("số, ký hiệu"), max_length=120, blank=True, help_text=_("Ghi sau khi ký, đúng như bản giấy.")
    )
    title = models.TextField(_("trích yếu"))
    summary = models.TextField(_("tóm tắt"), blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="decisions", verbose_name=_("đơn vị trình"))
    submission = models.CharField(
        _("số tờ trình"), max_length=120, blank=True, help_text=_("Số, ngày tờ trình của đơn vị, nếu đã có.")
    )
    opinion = models.TextField(
        _("ý kiến của cơ quan kiểm soát"), blank=True, help_text=_("Văn phòng Ủy ban nhân dân tỉnh ghi khi kiểm soát.")
    )
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    effective_from = models.CharField(
        _("có hiệu lực"), max_length=10, choices=EffectiveFrom.choices, default=EffectiveFrom.SIGNING
    )
    effective_on = models.DateField(_("ngày có hiệu lực"), null=True, blank=True)
    legal_text = models.CharField(_("theo văn bản"), max_length=255, blank=True)
    follows = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="followed_by", verbose_name=_("căn cứ quyết định của bộ")
    )
    file = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản ký (PDF)"),
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="decision")

    class Meta:
        verbose_name = _("quyết định công bố")
        verbose_name_plural = _("quyết định công bố")
        ordering = ["-signed_on", "-id"]
        permissions = [("announce_decision", "Công khai quyết định")]

    def __str__(self) -> str:
        return self.number or f"({_('Dự thảo')}) {self.title[:80]}"

    @property
    def revisions(self) -> Any:
        return self._revisions.all()

    @property
    def collection(self) -> Collection | None:
        return self.department.collection if self.department_id else None

    @property
    def issuer_key(self) -> str:
        return self.issuer.key if self.issuer else ""

    @property
    def default_effective_on(self) -> dt.date | None:
        """The day from which its editions hold where they have none of their own."""
        return self.signed_on if self.effective_from == self.EffectiveFrom.SIGNING else self.effective_on

    def announcement(self) -> Announcement | None:
        """What was announced of this decision; one query."""
        if not (self.number and self.signed_on):
            return None
        return find(self.issuer_key, self.number, self.signed_on)

    def with_content_json(self, content: dict[str, Any]) -> "Decision":
        """A revision brings the text back, never the department, which decides rights."""
        restored = super().with_content_json(content)
        restored.department_id = self.department_id
        return restored

    def clean(self) -> None:
        if self.number:
            try:
                slug_of(self.number)
            except ValueError:
                raise ValidationError({"number": _("Số, ký hiệu phải có chữ hoặc số.")}) from None
        if self.effective_from != self.EffectiveFrom.SIGNING and not self.effective_on:
            raise ValidationError({"effective_on": _("Hãy ghi ngày có hiệu lực.")})

    def save(self, *args: object, **kwargs: object) -> None:
        refuse_if_announced(self.pk)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        refuse_if_announced(self.pk)
        return super().delete(*args, **kwargs)  # type: ignore[arg-type]


class AnnouncedError(Exception):
    """The row belongs to something public and may no longer be changed."""


def refuse_if_announced(decision_pk: int | None) -> None:
    """Raise AnnouncedError where the decision, as it stands in the database, is public already."""
    if decision_pk is None:
        return
    stored = Decision.objects.filter(pk=decision_pk).select_related("issuer").first()
    if stored and stored.announcement():
        raise AnnouncedError(stored.number)
