from django.db import models

from register.models.frozen import Frozen

from .switch import FilingSwitch


class Retention(Frozen):
    """For how long personal data of dossiers is kept once they ended (thời hạn lưu): all, of a sector, of a procedure.

    The newest row of the narrowest subject counts; without months it is kept for good. Rows are only added.
    Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15.
    """

    kind = models.CharField(max_length=10, choices=FilingSwitch.Kind.choices)
    key = models.CharField(max_length=120, blank=True)
    months = models.PositiveSmallIntegerField(null=True)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.months}"
