from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class NationalNote(models.Model):
    """What an officer saw of an edition in the national database of procedures (Cơ sở dữ liệu quốc gia về TTHC).

    Rows are only added; the newest of an edition counts. `differences` in words, of what differs alone.
    """

    class State(models.TextChoices):
        NOT_ENTERED = "none", _("Chưa nhập")
        WAITING = "waiting", _("Đã nhập, chờ công khai")
        PUBLIC = "public", _("Đã công khai")
        DIFFERS = "differs", _("Khác với quyết định")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="national_notes")
    state = models.CharField(max_length=7, choices=State.choices)
    differences = models.TextField(blank=True)
    by = models.CharField(max_length=150)  # stays when the account goes
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tình trạng trên CSDL quốc gia về TTHC")
        verbose_name_plural = _("tình trạng trên CSDL quốc gia về TTHC")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="differs") & ~Q(differences="")) | (~Q(state="differs") & Q(differences="")),
                name="national_differences_in_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} · {self.get_state_display()}"
