from django.db import models
from django.utils.translation import gettext_lazy as _

from ..words import Level
from .frozen import Frozen
from .name import Name
from .reorganization import Reorganization


class Agency(models.Model):
    """A state body. Its identity never changes; its names are rows with days, its successors as well."""

    key = models.SlugField(_("mã"), max_length=80, unique=True)
    level = models.CharField(_("cấp"), max_length=12, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("trực thuộc")
    )
    from_on = models.DateField(_("từ ngày"), null=True, blank=True)
    until_on = models.DateField(
        _("đến ngày"), null=True, blank=True, help_text=_("Ngày đầu tiên cơ quan không còn tồn tại.")
    )

    reorganization = models.ForeignKey(
        Reorganization, models.PROTECT, null=True, blank=True, editable=False, related_name="agencies"
    )

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")
        ordering = ["level", "key"]

    def __str__(self) -> str:
        from ..naming import name_of

        return name_of(self)


class AgencyName(Name):
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="names")
    reorganization = models.ForeignKey(Reorganization, models.PROTECT, null=True, related_name="names")

    class Meta(Name.Meta):
        indexes = [models.Index(fields=["agency", "locale", "from_on"])]


class AgencySuccession(Frozen):
    """From that day `successor` stands for `predecessor`; units merge and split, so it is many to many."""

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="precessions")
    on = models.DateField()
    reorganization = models.ForeignKey(Reorganization, models.PROTECT, null=True, related_name="successions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once")]
