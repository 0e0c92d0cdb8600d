from django.db import models

from .rule import Rule


class Retention(Rule):
    """For how long personal data of dossiers is kept once they ended (thời hạn lưu); for good without months.

    Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15.
    """

    months = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.months}"
