from django.db import models
from django.utils.translation import gettext_lazy as _

from .frozen import Frozen
from .told import ToldChar, ToldText


class Reorganization(Frozen):
    """Agencies merge and split, officially, on a day (sắp xếp, sáp nhập). All that it brought names it: new agencies,
    their names, and who stands for whom."""

    title = ToldChar(_("trích yếu"), max_length=255)
    act = ToldChar(_("theo văn bản"), max_length=255)
    on = models.DateField(_("từ ngày"))
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title


class Cancellation(Frozen):
    """A reorganization taken back before its day: nothing that names it counts."""

    reorganization = models.OneToOneField(Reorganization, models.PROTECT, related_name="cancellation")
    reason = ToldText()
    cancelled_at = models.DateTimeField()
    cancelled_by = models.CharField(max_length=150)
