from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Substitute(models.Model):
    """Somebody who may do at the desk what another may, for some days (người thay)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="stands_for", verbose_name=_("người thay")
    )
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="substitutes", verbose_name=_("thay cho")
    )
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))

    class Meta:
        verbose_name = _("người thay")
        verbose_name_plural = _("người thay")
        ordering = ["-from_on", "-id"]

    def __str__(self) -> str:
        return f"{self.user} ← {self.absent}"

    def clean(self) -> None:
        if self.user_id and self.user_id == self.absent_id:
            raise ValidationError({"user": _("Hãy chọn người khác.")})
        if self.absent_id and self.absent.is_superuser:
            raise ValidationError({"absent": _("Không ai thay được người quản trị hệ thống.")})
        if self.from_on and self.until_on and self.until_on < self.from_on:
            raise ValidationError({"until_on": _("Ngày cuối phải sau ngày đầu.")})
