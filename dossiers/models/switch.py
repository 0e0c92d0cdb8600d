from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.frozen import Frozen


class FilingSwitch(Frozen):
    """From when on one may file here (nộp hồ sơ tại đây), or no more: for a procedure, a sector, or all.

    The newest row of the narrowest subject counts. Rows are only added.
    """

    class Kind(models.TextChoices):
        PROVINCE = "province", _("toàn tỉnh")
        SECTOR = "sector", _("lĩnh vực")
        PROCEDURE = "procedure", _("thủ tục")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=120, blank=True)
    is_on = models.BooleanField()
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.is_on}"
