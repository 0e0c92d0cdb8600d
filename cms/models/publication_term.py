from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

BOUNDS = (MinValueValidator(1), MaxValueValidator(250))


class PublicationTerm(models.Model):
    """Within how many working days after signing law wants a decision public, and in the national database.

    A setting of the province, kept by the control office; a row holds for what is signed from its day on.
    """

    from_on = models.DateField(
        _("cho quyết định ký từ ngày"),
        unique=True,
        help_text=_("Quyết định ký trước ngày này thì theo dòng trước đó; không có dòng nào thì không đếm ngày."),
    )
    announce_within = models.PositiveSmallIntegerField(
        _("công khai trong (ngày làm việc)"),
        null=True,
        blank=True,
        validators=BOUNDS,
        help_text=_("Tính từ ngày làm việc liền sau ngày ký. Để trống: không đếm ngày."),
    )
    enter_within = models.PositiveSmallIntegerField(
        _("nhập CSDL quốc gia về TTHC trong (ngày làm việc)"),
        null=True,
        blank=True,
        validators=BOUNDS,
        help_text=_("Tính từ ngày làm việc liền sau ngày ký. Để trống: không đếm ngày."),
    )
    source = models.CharField(
        _("căn cứ"), max_length=500, help_text=_("Điều, khoản, số, ký hiệu của văn bản quy định các thời hạn này.")
    )

    class Meta:
        verbose_name = _("thời hạn công khai")
        verbose_name_plural = _("thời hạn công khai")
        ordering = ["-from_on"]

    def __str__(self) -> str:
        return str(_("Ký từ %(day)s") % {"day": f"{self.from_on:%d/%m/%Y}"})

    def clean(self) -> None:
        if self.announce_within is None and self.enter_within is None:
            raise ValidationError({"announce_within": _("Hãy ghi ít nhất một thời hạn.")})
