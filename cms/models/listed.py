from django.db import models
from django.utils.translation import gettext_lazy as _


class ListedProcedure(models.Model):
    """A procedure on the national portal's list: what should be published, whoever has announced it so far."""

    code = models.CharField(_("mã thủ tục"), max_length=40, unique=True)
    name = models.TextField(_("tên thủ tục"))
    sector = models.CharField(_("lĩnh vực"), max_length=255, blank=True)
    agency = models.TextField(_("cơ quan thực hiện"), blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=255, blank=True)
    listed_at = models.DateTimeField(_("có trong danh sách lúc"))

    class Meta:
        verbose_name = _("thủ tục trong danh sách của bộ")
        verbose_name_plural = _("danh sách của bộ")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"[:200]
