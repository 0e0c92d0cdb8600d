from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.frozen import Frozen

from .event import DEEDS


class Wording(Frozen):
    """How people are told of an event (mẫu tin báo), in a language, by letter or as a short text.

    The newest row counts; an empty text is ours again. Rows are only added.
    """

    class Form(models.TextChoices):
        LETTER = "letter", _("thư điện tử")
        SHORT = "short", _("tin nhắn ngắn")

    action = models.CharField(max_length=20, choices=DEEDS)
    locale = models.CharField(max_length=8)
    form = models.CharField(max_length=6, choices=Form.choices)
    subject = models.CharField(max_length=150, blank=True)  # of a letter
    text = models.TextField(blank=True)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.action} {self.locale} {self.form}"
