from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from register.models import Agency


class Department(models.Model):
    """An agency with editors of its own. Rights are granted on its collection."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="department", verbose_name=_("cơ quan"))
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="department")

    class Meta:
        verbose_name = _("đơn vị biên tập")
        verbose_name_plural = _("đơn vị biên tập")
        ordering = ["agency__key"]

    def __str__(self) -> str:
        return str(self.agency)
