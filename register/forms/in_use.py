"""Which form of a procedure is in use on a day, and any that ever was: dossiers keep the one they were filed on."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from .. import clock
from ..communes import communes, place_name
from ..kept import Kept
from ..models import ReleasedForm
from ..naming import agency_names
from ..vietnamese import alphabetical
from .checking import Error, check, validator
from .definition import Form
from .reading import JSON, read
from .schema import asks_for_address, schema_for, ui_for

VERSION = re.compile(r"[0-9.]{1,20}/[0-9]{1,6}")


@dataclass(frozen=True)
class FormInUse:
    """A released form. What it says never changes; what is read of it for a day has the units of that day."""

    code: str
    number: int
    from_on: dt.date
    data: JSON

    @property
    def version(self) -> str:
        """Names it for good: `1.001193/2`."""
        return f"{self.code}/{self.number}"

    @cached_property
    def form(self) -> Form:
        return read(self.data["definition"])

    def schema(self, on: dt.date | None = None, locale: str = "vi") -> JSON:
        """JSON Schema 2020-12 for answers that are given on that day (today by default)."""
        day = on or clock.today()
        keys = sorted(communes(day).by_key) if asks_for_address(self.data["ui"]) else ()
        return schema_for(self.data["schema"], self.data["ui"], day, keys, locale)

    def ui(self, on: dt.date | None = None, locale: str = "vi") -> JSON:
        """What is drawn, in order; where an address is asked for, the own province and its communes on that day."""
        return drawn_on(self.data["ui"], on or clock.today(), locale)

    def check(self, answers: Any, on: dt.date | None = None) -> list[Error]:
        """What is wrong with answers given on that day (today by default); nothing where they may be filed."""
        day = on or clock.today()
        held = _validators.get((self.version, day), lambda: validator(self.schema(day)))
        return check(answers, self.form, held)


def drawn_on(drawn: JSON, day: dt.date, locale: str) -> JSON:
    """What `schema.ui` made of a form, in that language; with the units of that day where an address is asked for."""
    told = ui_for(drawn, locale)
    if asks_for_address(drawn):
        names = agency_names()
        options = [(key, place_name(names.on(key, day, locale))) for key in communes(day).by_key]
        told["province"] = {
            "key": settings.PROVINCE_KEY,
            "label": place_name(names.on(settings.PROVINCE_KEY, day, locale)),
            "communes": [{"key": key, "label": name} for key, name in sorted(options, key=_by_name)],
        }
    return told


def _by_name(option: tuple[str, str]) -> str:
    return alphabetical(option[1])


def form_in_use(code: str, on: dt.date | None = None) -> FormInUse | None:
    """The form that counts on that day, today by default; None where there is none, or it was taken back."""
    day = on or clock.today()
    return _kept.get((code, day), lambda: _read(code, day))


def form_of(code: str, number: int) -> FormInUse | None:
    """The form of that number, whether it counts today or not."""
    row = ReleasedForm.objects.filter(code=code, number=number, data__isnull=False).first()
    return _in_use(row) if row else None


def form_named(version: str) -> FormInUse | None:
    """The form of a version, as `1.001193/2`; None where there is none, or it was taken back."""
    code, _slash, number = version.partition("/")
    return form_of(code, int(number)) if VERSION.fullmatch(version) else None


def releases(code: str) -> Sequence[ReleasedForm]:
    """Everything released of the procedure, in the order of release."""
    return list(ReleasedForm.objects.filter(code=code).order_by("id"))


_kept: Kept[FormInUse | None] = Kept(500)
_validators: Kept[Any] = Kept(200)


def _read(code: str, day: dt.date) -> FormInUse | None:
    row = ReleasedForm.objects.filter(code=code, from_on__lte=day).order_by("from_on", "id").last()
    return _in_use(row) if row is not None and row.data is not None else None


def _in_use(row: ReleasedForm) -> FormInUse:
    return FormInUse(row.code, row.number, row.from_on, row.data)
