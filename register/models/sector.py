from django.db import models
from django.utils.translation import gettext_lazy as _

from .name import Name


class Sector(models.Model):
    """A field of administration (lĩnh vực). Identity only; its names are rows with days."""

    key = models.SlugField(_("mã"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("lĩnh vực")
        verbose_name_plural = _("lĩnh vực")
        ordering = ["key"]

    def __str__(self) -> str:
        from ..naming import name_of

        return name_of(self)


class SectorName(Name):
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        indexes = [models.Index(fields=["sector", "locale", "from_on"])]
