from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from register.vietnamese import same_name

MOST = 300  # letters of a line of allowed words


class Term(models.Model):
    """A term of the field and what it may be called in another language (thuật ngữ dịch). Kept by editors."""

    vietnamese = models.CharField(_("thuật ngữ"), max_length=200)
    locale = models.CharField(_("ngôn ngữ"), max_length=10, default="en", editable=False)
    allowed = models.TextField(
        _("được dịch là"),
        help_text=_("Mỗi dòng một cách dịch; dòng đầu là cách nên dùng. Số nhiều không phải ghi."),
        validators=[MaxLengthValidator(2000)],
    )
    note = models.TextField(_("ghi chú"), blank=True, validators=[MaxLengthValidator(2000)])

    class Meta:
        verbose_name = _("thuật ngữ dịch")
        verbose_name_plural = _("thuật ngữ dịch")
        ordering = ["vietnamese"]
        constraints = [
            models.UniqueConstraint(fields=["vietnamese", "locale"], name="term_once_in_a_language"),
        ]

    def __str__(self) -> str:
        return self.vietnamese

    @property
    def words(self) -> list[str]:
        """What it may be called, the best first."""
        return [line.strip() for line in self.allowed.splitlines() if line.strip()]

    def clean(self) -> None:
        self.vietnamese = " ".join(self.vietnamese.split())
        if not same_name(self.vietnamese):
            raise ValidationError({"vietnamese": _("Hãy ghi thuật ngữ bằng chữ.")})
        # The constraint is not asked by a form that does not show the language.
        if Term.objects.filter(vietnamese=self.vietnamese, locale=self.locale).exclude(pk=self.pk).exists():
            raise ValidationError({"vietnamese": _("Đã có thuật ngữ này: hãy sửa dòng đó.")})
        if not self.words:
            raise ValidationError({"allowed": _("Hãy ghi ít nhất một cách dịch.")})
        if any(len(line) > MOST for line in self.words):
            raise ValidationError({"allowed": _("Mỗi cách dịch dài nhất 300 chữ.")})
