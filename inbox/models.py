"""What citizens tell of public texts, for the desk to work on. Holds nothing of who told it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mistake(models.Model):
    """Somebody says that a public text is wrong (báo sai). Numbers and addresses in its words are masked."""

    class State(models.TextChoices):
        WAITING = "waiting"
        MENDED = "mended"
        RIGHT = "right"  # the text was not wrong
        PASSED = "passed"  # another agency has to answer

    code = models.CharField(max_length=40, db_index=True)
    field = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    told_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_index=True)
    answer = models.TextField(blank=True)
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("báo sai")
        verbose_name_plural = _("báo sai")

    def __str__(self) -> str:
        return f"{self.code} · {self.pk}"


class PageVisits(models.Model):
    """How often a page of the portal was shown on a day; nobody's, so that there is nothing to forget but its age."""

    day = models.DateField()
    path = models.CharField(max_length=200)
    count = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "path"], name="one_row_of_visits_a_day_and_page")]
        verbose_name = _("lượt xem trang")
        verbose_name_plural = _("lượt xem trang")

    def __str__(self) -> str:
        return f"{self.day} · {self.path}"
