"""Intake forms from desk to record: begun from the announced text, released by the control office, taken back.

A form is no law, so it needs no decision; what citizens fill in is the released one (docs/adr/0018).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from register import clock, record
from register.answer import answer
from register.drafts import Problem, Refused
from register.forms.definition import Form
from register.forms.differences import Difference, differences
from register.forms.problems import problems
from register.forms.proposing import propose
from register.forms.reading import FormError, read
from register.models import ReleasedForm

from .form_building import data_of, fill, form_of
from .models import IntakeForm
from .released import with_release


def begin(row: IntakeForm) -> bool:
    """Fill the row from the text in force of its procedure, for the editor to finish. Whether there was such a text."""
    found = answer(row.code)
    if found is None or found.edition is None:
        return False
    title = row.title
    fill(row, propose(found.edition.data))
    row.title = title or row.title
    return True


def bring_in(row: IntakeForm, form: Form) -> None:
    """Fill the row from a file. Raises FormError where the file is of another procedure."""
    if form.procedure != row.code:
        words = {"other": form.procedure, "own": row.code}
        raise FormError(_("Tệp là mẫu đơn của thủ tục %(other)s, không phải %(own)s.") % words)
    fill(row, form)


def looked_at(row: IntakeForm) -> tuple[Form | None, list[Problem]]:
    """The form that was built, None where it cannot be read, and what stops its release, with warnings."""
    try:
        form = form_of(row)
    except FormError as error:
        return None, [Problem(row.code, "", str(error))]
    return form, problems(form)


def changes_of(row: IntakeForm, form: Form) -> list[Difference]:
    """What differs from the form that was released last; nothing where there is none."""
    public = row.released()
    return differences(read(public.data["definition"]), form) if public else []


def release(row: IntakeForm, by: str, revision: int | None) -> ReleasedForm:
    """From today citizens fill in the form as its `revision` has it, the one the officer has seen. Raises Refused."""

    def changed_meanwhile() -> Sequence[Problem]:
        if IntakeForm.objects.filter(pk=row.pk, latest_revision=revision).exists():
            return ()
        return [Problem(row.code, "", _("Mẫu đơn vừa được người khác sửa: hãy xem lại rồi công khai."))]

    try:
        data = data_of(row)
    except FormError as error:
        raise Refused([Problem(row.code, "", str(error))]) from error
    return record.release_form(data, clock.today(), by, recheck=changed_meanwhile)


def take_back(row: IntakeForm, reason: str, by: str) -> ReleasedForm:
    """From today the procedure has no form. Raises Refused where it has none, or no reason is told."""
    return record.take_back_form(row.code, clock.today(), reason, by)


def with_standing(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Adds `released_at`, `is_public` and `is_edited`."""
    return with_release(rows, ReleasedForm.objects.filter(code=OuterRef("procedure__code")))
