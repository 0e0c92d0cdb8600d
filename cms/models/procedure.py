from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from register.codes import CODE
from register.words import Scope

from ..review_every import ReviewEvery
from .department import Department


class Procedure(models.Model):
    """The identity of an administrative procedure. What is said of it stands in its editions."""

    code = models.CharField(_("mã thủ tục"), max_length=40, unique=True, validators=[CODE])
    provisional = models.BooleanField(
        _("mã tạm"), default=False, help_text=_("Cơ sở dữ liệu quốc gia chưa cấp mã chính thức.")
    )
    scope = models.CharField(_("phạm vi"), max_length=8, choices=Scope.choices, default=Scope.PUBLIC)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="procedures", verbose_name=_("đơn vị biên tập")
    )

    review_months = models.PositiveSmallIntegerField(
        _("rà soát mỗi"), choices=ReviewEvery.choices, default=ReviewEvery.YEAR
    )

    class Meta:
        verbose_name = _("thủ tục hành chính")
        verbose_name_plural = _("thủ tục hành chính")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def collection(self) -> Collection | None:
        return self.department.collection if self.department_id else None
