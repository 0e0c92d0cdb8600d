from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from register.decision_number import slug_of


class EndedAct(models.Model):
    """A legal text that holds no more, whole or in part (văn bản hết hiệu lực). Kept by the control office."""

    number = models.CharField(_("số, ký hiệu"), max_length=120, help_text=_("Đúng như trong văn bản: 45/2020/NĐ-CP."))
    slug = models.CharField(max_length=150, unique=True, editable=False)  # one text however its number is written
    title = models.CharField(_("trích yếu"), max_length=500, blank=True)
    ended_on = models.DateField(_("hết hiệu lực từ ngày"))
    is_partly = models.BooleanField(_("chỉ hết hiệu lực một phần"), default=False)
    replaced_by = models.CharField(_("văn bản thay thế"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("văn bản hết hiệu lực")
        verbose_name_plural = _("văn bản hết hiệu lực")
        ordering = ["-ended_on", "number"]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        self.number = " ".join(self.number.split())
        try:
            self.slug = slug_of(self.number)
        except ValueError:
            raise ValidationError({"number": _("Số, ký hiệu phải có chữ hoặc số.")}) from None
        if EndedAct.objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"number": _("Đã có văn bản này: hãy sửa dòng đó.")})
        self.replaced_by = " ".join(self.replaced_by.split())
