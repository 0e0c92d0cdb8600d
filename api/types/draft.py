"""A draft as its people read it."""

import json
from typing import Any

import graphene

from dossiers import drafting
from dossiers.attaching import files_of
from dossiers.forms import filing_form, form_to_file_on
from dossiers.models import Draft as Held
from register import clock
from register.answer import answer

from ..enums import Level
from ..scalars import ProcedureCode
from .filed_file import FiledFile, file_told
from .intake_form import IntakeForm, form_told
from .refusal import FilingRefusal


class Draft(graphene.ObjectType):
    """What somebody fills in; it is no dossier before it is sent (hồ sơ nháp)."""

    code = graphene.String(required=True, description="As `NHAP-7K2M9QXC`; opens nothing alone (mã bản nháp).")
    procedure_code = ProcedureCode(required=True, description="Code of the procedure (mã thủ tục).")
    procedure_name = graphene.String(required=True, description="Its name today (tên thủ tục).")
    level = Level(required=True, description="Level at which it is filed (cấp).")
    agency_key = graphene.ID(required=True, description="Key of the agency that will receive it (cơ quan tiếp nhận).")
    answers = graphene.String(required=True, description="JSON text: what was saved (nội dung đã lưu).")
    revision = graphene.Int(required=True, description="To be told with the next saving (số lần lưu).")
    saved_at = graphene.DateTime(required=True, description="Moment of the last saving (lưu lúc).")
    expires_at = graphene.DateTime(required=True, description="Kept until then (lưu đến).")
    form = graphene.Field(IntakeForm, description="The form that it is filled in on (mẫu đơn).")
    newer_form = graphene.Field(
        IntakeForm, description="The form that counts now, where it is another: save with its version (mẫu đơn mới)."
    )
    files = graphene.List(graphene.NonNull(FiledFile), required=True, description="Files taken in (tệp đính kèm).")


class DraftAnswer(graphene.ObjectType):
    """What became of a draft (kết quả)."""

    draft = graphene.Field(Draft, description="As it stands now; null where it was not done (bản nháp).")
    look_up_code = graphene.String(
        description="Only when it is begun, and never again: opens it beside its code (mã tra cứu)."
    )
    refusal = graphene.Field(FilingRefusal, description="Why not (lý do).")


def draft_told(held: Held, locale: str) -> dict[str, Any]:
    """The draft as the schema tells it."""
    procedure, day = answer(held.procedure, locale=locale), clock.today()
    form, current = filing_form(held.form), form_to_file_on(held.procedure)
    return {
        "code": held.code,
        "procedure_code": held.procedure,
        "procedure_name": (procedure and procedure.name) or held.procedure,
        "level": held.level,
        "agency_key": held.agency,
        "answers": json.dumps(drafting.answers_of(held), ensure_ascii=False),
        "revision": held.revision,
        "saved_at": held.saved_at,
        "expires_at": held.expires_at,
        "form": form_told(form, day, locale) if form else None,
        "newer_form": form_told(current, day, locale) if current and current.version != held.form else None,
        "files": [file_told(file) for file in files_of(held).values()],
    }
