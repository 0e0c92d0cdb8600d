from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class TranslationReview(models.Model):
    """A translation as it was sent to a second reader, and what that person said (duyệt bản dịch).

    `text` and `source_text` are the fingerprints of its words and of the Vietnamese ones it was read against: whatever
    is changed afterwards on either side is not what was approved.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ duyệt bản dịch")
        APPROVED = "approved", _("Đã duyệt")
        RETURNED = "returned", _("Trả lại kèm lý do")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="translation_reviews", verbose_name=_("nội dung"))
    text = models.CharField(max_length=64)
    source_text = models.CharField(max_length=64)
    state = models.CharField(_("trạng thái"), max_length=8, choices=State.choices, default=State.WAITING)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_by_name = models.CharField(max_length=150)  # stays when the account goes
    sent_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(_("lý do"), blank=True, validators=[MaxLengthValidator(2000)])

    class Meta:
        verbose_name = _("lần duyệt bản dịch")
        verbose_name_plural = _("các lần duyệt bản dịch")
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(state="waiting"), name="translation_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} · {self.state}"
