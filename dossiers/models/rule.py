from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.frozen import Frozen


class Rule(Frozen):
    """What the province sets for all procedures, those of a sector, or one. Rows are only added.

    The newest row of the narrowest subject counts: `newest` and `narrowest`.
    """

    class Kind(models.TextChoices):
        PROVINCE = "province", _("toàn tỉnh")
        SECTOR = "sector", _("lĩnh vực")
        PROCEDURE = "procedure", _("thủ tục")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=120, blank=True)  # a procedure's code or a sector's key, "" for the province
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "key"])]


Set = TypeVar("Set", bound=Rule)


def newest(rows: Iterable[Set]) -> Mapping[tuple[str, str], Set]:
    """By kind and key, from rows in the order of their making."""
    return {(row.kind, row.key): row for row in rows}


def narrowest(rules: Mapping[tuple[str, str], Set], procedure: str, sector: str) -> Set | None:
    """The one that counts for a procedure of that sector."""
    wanted = [(Rule.Kind.PROCEDURE, procedure), (Rule.Kind.SECTOR, sector), (Rule.Kind.PROVINCE, "")]
    return next((rules[each] for each in wanted if each in rules), None)
