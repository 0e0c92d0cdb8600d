from django.db import models
from django.utils.translation import gettext_lazy as _

from .frozen import Frozen
from .told import ToldChar


class Name(Frozen):
    """A name that holds from a day until the day of the next one. Of two for one day the later entry counts."""

    locale = models.CharField(_("ngôn ngữ"), max_length=8)
    name = ToldChar(_("tên"), max_length=255)
    from_on = models.DateField(_("từ ngày"))
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return self.name
