from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import String, TranslationContext


class MemoryEntry(models.Model):
    """A sentence with its approved translation (bộ nhớ dịch): where it stood, and when it was approved.

    wagtail-localize keeps the Vietnamese sentence once for all texts (`String`) but each translation only for its own
    place, and as somebody typed it last. Here stands what a second person approved.
    """

    string = models.ForeignKey(String, models.CASCADE, related_name="approved")
    context = models.ForeignKey(TranslationContext, models.CASCADE, related_name="approved")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    order = models.PositiveIntegerField()
    data = models.TextField()  # as wagtail-localize keeps it: inline HTML
    approved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("câu trong bộ nhớ dịch")
        verbose_name_plural = _("bộ nhớ dịch")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["context", "locale", "order"], name="one_approved_translation_of_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.string_id} · {self.locale_id}"
