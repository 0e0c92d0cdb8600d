"""The form on which something is filed: the editors' form in its frame. Named as `1.001193/2+1`, form and frame."""

import re
from functools import cached_property
from typing import Any

from register.forms import in_use
from register.forms.checking import Path
from register.forms.in_use import FormInUse
from register.forms.schema import compiled, ui
from register.forms.writing import written
from register.kept import Kept

from . import frame

VERSION = re.compile(r"([0-9.]{1,20}/[0-9]{1,6})\+([0-9]{1,3})")


class FilingForm(FormInUse):
    """As the editors' form, with who files and where the result goes."""

    frame: int

    def __init__(self, form: FormInUse, number: int) -> None:
        whole = frame.framed(form.form, number)
        data = {"definition": written(whole), "schema": compiled(whole), "ui": ui(whole)}
        super().__init__(form.code, form.number, form.from_on, data)
        object.__setattr__(self, "frame", number)

    @cached_property
    def version(self) -> str:
        return f"{self.code}/{self.number}+{self.frame}"


def form_to_file_on(code: str) -> FilingForm | None:
    """What one files on today; None where the procedure has no form."""
    form = in_use.form_in_use(code)
    return filing_form(f"{form.version}+{frame.NEWEST}") if form else None


def filing_form(version: str) -> FilingForm | None:
    """The form of a version; None where there is none, or it was taken back."""
    return _kept.get(version, lambda: _read(version))


def enumerate_parts(section: str, given: Any) -> list[tuple[Path, dict[str, Any]]]:
    """A section's answers, or each of its group's, and where they stand."""
    if isinstance(given, list):
        return [((section, place), part) for place, part in enumerate(given)]
    return [((section,), given)]


_kept: Kept[FilingForm | None] = Kept(200)


def _read(version: str) -> FilingForm | None:
    found = VERSION.fullmatch(version)
    form = in_use.form_named(found[1]) if found else None
    return FilingForm(form, int(found[2])) if found and form and int(found[2]) in frame.FRAMES else None
