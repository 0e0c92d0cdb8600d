from django.db import models

from ..words import ServiceKind
from .frozen import Frozen


class ServiceList(Frozen):
    """A list of services (danh mục dịch vụ công) of one kind, from a decision of its own.

    It counts from its day until the day of the next list of the same kind; of two for one day the later entry counts.
    `codes` holds the levels by procedure, `{code: [level, …]}`; no level means every one at which it is in force.
    """

    kind = models.CharField(max_length=8, choices=ServiceKind.choices)
    number = models.CharField(max_length=120)
    signed_on = models.DateField()
    from_on = models.DateField()
    codes = models.JSONField()
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["from_on", "id"]
        indexes = [models.Index(fields=["kind", "from_on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
