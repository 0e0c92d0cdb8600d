"""Where one may file here: for the province, a sector or a procedure. Else the button leads to the national portal."""

from register import clock
from register.answer import Answer

from .models import FilingSwitch
from .models.rule import narrowest, newest

Kind = FilingSwitch.Kind


def switch(kind: str, key: str, is_on: bool, by: str) -> None:
    """From now on. `key` is a procedure's code or a sector's key, "" for the province."""
    FilingSwitch.objects.create(kind=kind, key=key, is_on=is_on, set_by=by, set_at=clock.now())


def is_on(procedure: Answer) -> bool:
    """By the newest row of the narrowest subject. One query."""
    sector = procedure.edition.data["sector"] if procedure.edition else ""
    rows = FilingSwitch.objects.filter(key__in=[procedure.code, sector, ""]).order_by("id")
    found = narrowest(newest(rows), procedure.code, sector)
    return bool(found and found.is_on)
