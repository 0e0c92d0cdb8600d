"""A dossier as its people read it: never more than they sent and were told."""

import json
from typing import Any

import graphene
from django.utils import translation

from dossiers import tracking
from dossiers.forms import filing_form
from dossiers.models import Dossier as Held
from register import clock
from register.answer import answer
from register.desk import desk
from register.naming import agency_names

from ..enums import DossierDeed, DossierRole, DossierState, InTime, Level
from ..scalars import ProcedureCode
from .filed_file import FiledFile, file_told
from .refusal import FilingRefusal

FILES = graphene.List(graphene.NonNull(FiledFile), required=True, description="Files that came with it (tệp).")


class DossierHappening(graphene.ObjectType):
    """Something that happened to a dossier (tiến trình)."""

    number = graphene.Int(required=True, description="From 1, in order (số thứ tự).")
    deed = graphene.Field(DossierDeed, required=True, description="What was done (việc).")
    deed_name = graphene.String(required=True, description="In the words of the language asked for (tên việc).")
    state = graphene.Field(DossierState, required=True, description="The state that followed (trạng thái).")
    state_name = graphene.String(required=True, description="In words (tên trạng thái).")
    role = graphene.Field(DossierRole, required=True, description="Who did it (vai trò).")
    at = graphene.DateTime(required=True, description="When (lúc).")
    text = graphene.String(required=True, description='What was written, "" where nothing was (nội dung).')
    files = FILES


class HandlingAgency(graphene.ObjectType):
    """Who holds a dossier (cơ quan đang giữ hồ sơ)."""

    key = graphene.ID(required=True, description="Its key (khóa).")
    name = graphene.String(required=True, description="Its name today (tên).")
    telephone = graphene.String(required=True, description='Telephone of its desk, "" where none is told (điện thoại).')
    address = graphene.String(required=True, description='Address of its desk, "" where none is told (địa chỉ).')


class Dossier(graphene.ObjectType):
    """What was filed, and where it stands (hồ sơ)."""

    code = graphene.String(required=True, description="As `000.00.01.H62-210304-0001`; opens nothing alone (mã hồ sơ).")
    procedure_code = ProcedureCode(required=True, description="Code of the procedure (mã thủ tục).")
    procedure_name = graphene.String(required=True, description="Its name today (tên thủ tục).")
    level = Level(required=True, description="Level at which it was filed (cấp).")
    agency = graphene.Field(HandlingAgency, required=True, description="Who holds it (cơ quan giải quyết).")
    state = graphene.Field(DossierState, required=True, description="Where it stands (trạng thái).")
    state_name = graphene.String(required=True, description="In words (tên trạng thái).")
    since = graphene.DateTime(required=True, description="Since when (từ lúc).")
    next = graphene.String(required=True, description="What comes next, one sentence (bước tiếp theo).")
    sent_at = graphene.DateTime(required=True, description="When it was sent (nộp lúc).")
    received_at = graphene.DateTime(description="When it was received; null before (tiếp nhận lúc).")
    due_at = graphene.DateTime(description="The promised moment; null before it is received (hẹn trả lúc).")
    in_time = graphene.Field(InTime, description="Fixed once it is finished (đúng hạn).")
    is_late = graphene.Boolean(required=True, description="Whether the promised moment is over (quá hạn).")
    asked_for = graphene.String(required=True, description='What one owes still, "" for nothing (yêu cầu bổ sung).')
    may = graphene.List(
        graphene.NonNull(DossierDeed), required=True, description="What its people may do now (việc làm được)."
    )
    history = graphene.List(
        graphene.NonNull(DossierHappening), required=True, description="All that happened, in order (tiến trình)."
    )
    results = FILES
    form_version = graphene.String(required=True, description="The form it was filed on (mẫu đơn).")
    form_ui = graphene.String(description="As `intakeForm { ui }`, in the language asked for (nội dung mẫu).")
    answers = graphene.String(required=True, description="JSON text: what was sent (nội dung đã nộp).")


class DossierAnswer(graphene.ObjectType):
    """What became of a dossier (kết quả)."""

    dossier = graphene.Field(Dossier, description="As it stands now; null where it was not done (hồ sơ).")
    refusal = graphene.Field(FilingRefusal, description="Why not (lý do).")


def dossier_told(held: Held, locale: str) -> dict[str, Any]:
    """The dossier as the schema tells it."""
    procedure, day, events = answer(held.procedure, locale=locale), clock.today(), tracking.history(held)
    form, place = filing_form(held.form), desk(held.agency)
    with translation.override(locale):
        return {
            "code": held.code,
            "procedure_code": held.procedure,
            "procedure_name": (procedure and procedure.name) or held.procedure,
            "level": held.level,
            "agency": {
                "key": held.agency,
                "name": agency_names().on(held.agency, day, locale),
                "telephone": place.data["telephone"] if place else "",
                "address": place.data["address"] if place else "",
            },
            "state": int(held.state),
            "state_name": str(held.get_state_display()),
            "since": held.since,
            "next": tracking.next_step(held),
            "sent_at": held.sent_at,
            "received_at": held.received_at,
            "due_at": held.due_at,
            "in_time": str(held.in_time) or None,
            "is_late": tracking.is_late(held),
            "asked_for": tracking.asked_for(events),
            "may": tracking.may(events),
            "history": [_event_told(event) for event in events],
            "results": [file_told(file) for file in tracking.results(events)],
            "form_version": held.form,
            "form_ui": json.dumps(form.ui(day, locale), ensure_ascii=False) if form else None,
            "answers": json.dumps(held.answers, ensure_ascii=False),
        }


def _event_told(event: tracking.Happened) -> dict[str, Any]:
    return {
        "number": event.number,
        "deed": event.action,
        "deed_name": event.name,
        "state": event.state.value,
        "state_name": str(event.state.label),
        "role": event.role,
        "at": event.at,
        "text": event.text,
        "files": [file_told(file) for file in event.files],
    }
