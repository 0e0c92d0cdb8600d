"""For how long personal data of dossiers is kept once they ended: by rules that the province sets, else for good."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from register import clock
from register.answer import edition_id, read_editions

from .deadlines import months_after
from .models import Dossier, Retention
from .models.rule import narrowest, newest
from .tracking import ENDED

Kind = Retention.Kind
MOST = 1_200  # months
LEAST_DAYS = 28  # of a month


def set_retention(kind: str, key: str, months: int | None, by: str) -> Retention:
    """From now on; None keeps for good. `key` is a procedure's code or a sector's key, "" for the province."""
    if months is not None and not 1 <= months <= MOST:
        raise ValueError(f"{months} months")
    return Retention.objects.create(kind=kind, key=key, months=months, set_by=by, set_at=clock.now())


@dataclass(frozen=True)
class Due:
    """Until which day it is kept, and by which rule."""

    day: dt.date
    rule: str

    @property
    def is_over(self) -> bool:
        return clock.today() > self.day


class Rules:
    """Those that count now; they are read once, for many dossiers."""

    def __init__(self) -> None:
        self._rows = newest(Retention.objects.order_by("id"))
        self._sectors: dict[str, str] = {}

    @cached_property
    def is_any(self) -> bool:
        return any(row.months is not None for row in self._rows.values())

    @cached_property
    def earliest(self) -> dt.datetime:
        """What ended after this moment is due by no rule; where there is any."""
        least = min(row.months for row in self._rows.values() if row.months is not None)
        return clock.now() - dt.timedelta(days=LEAST_DAYS * least)

    def due(self, dossier: Dossier) -> Due | None:
        """None for what is under way, and for what is kept for good. Months are counted as the law counts them."""
        if dossier.state not in ENDED:
            return None
        row = narrowest(self._rows, dossier.procedure, self._sector(dossier))
        if row is None or row.months is None:
            return None
        ended = dossier.since.astimezone(clock.ZONE).date()
        return Due(months_after(ended, row.months), in_words(row))

    def _sector(self, dossier: Dossier) -> str:
        """Of the text that it was filed on."""
        if dossier.edition not in self._sectors:
            pk = edition_id(dossier.edition)
            found = read_editions([pk]).get(pk) if pk else None
            self._sectors[dossier.edition] = found.data["sector"] if found else ""
        return self._sectors[dossier.edition]


def in_words(row: Retention) -> str:
    """As: giữ 24 tháng (lĩnh vực ho-tich)."""
    subject = f"{Kind(row.kind).label} {row.key}".strip()
    if row.months is None:
        return _("giữ lâu dài (%(subject)s)") % {"subject": subject}
    return _("giữ %(months)d tháng (%(subject)s)") % {"months": row.months, "subject": subject}
