from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .procedure import Procedure

ONE_OF_BOTH = models.Q(procedure__isnull=False, page=None) | models.Q(procedure=None, page__isnull=False)


class Look(models.Model):
    """Somebody looked at a public procedure or page, and found it still right (vẫn đúng). Rows are only added."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, null=True, related_name="looks")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    by = models.CharField(max_length=150)  # stays when the account goes
    looked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần rà soát")
        verbose_name_plural = _("các lần rà soát")
        ordering = ["looked_at", "id"]
        constraints = [models.CheckConstraint(condition=ONE_OF_BOTH, name="look_at_one")]

    def __str__(self) -> str:
        return f"{self.procedure_id or self.page_id} · {self.by}"


class ToldReview(models.Model):
    """A review day of which a letter was written, so that none is written twice."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, null=True, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_OF_BOTH, name="told_review_of_one"),
            models.UniqueConstraint(fields=["procedure", "due_on"], name="told_review_of_procedure_once"),
            models.UniqueConstraint(fields=["page", "due_on"], name="told_review_of_page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id or self.page_id} · {self.due_on}"
