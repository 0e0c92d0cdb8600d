"""What a citizen who is logged in finds of his own."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.utils import translation

from dossiers import reusing
from dossiers.models import Dossier, Draft
from dossiers.moving import OWING
from dossiers.tracking import is_late
from register import clock
from register.answer import names

from .. import arguments
from ..cursors import not_ours
from ..enums import DossierState
from ..limits import MAX_PAGE, PAGE
from ..scalars import ProcedureCode
from .filed_file import FiledFile, file_told

MOST_DRAFTS = 50


class OwnDraft(graphene.ObjectType):
    """A draft of who is logged in; the login opens it as the look-up code does (hồ sơ nháp của tôi)."""

    code = graphene.String(required=True, description="As `NHAP-7K2M9QXC` (mã bản nháp).")
    procedure_code = ProcedureCode(required=True, description="Code of the procedure (mã thủ tục).")
    procedure_name = graphene.String(required=True, description="Its name today (tên thủ tục).")
    saved_at = graphene.DateTime(required=True, description="Moment of the last saving (lưu lúc).")
    expires_at = graphene.DateTime(required=True, description="Kept until then (lưu đến).")


class OwnDossier(graphene.ObjectType):
    """A dossier of who is logged in; the login opens it as the look-up code does (hồ sơ của tôi)."""

    code = graphene.String(required=True, description="Its code (mã hồ sơ).")
    procedure_code = ProcedureCode(required=True, description="Code of the procedure (mã thủ tục).")
    procedure_name = graphene.String(required=True, description="Its name today (tên thủ tục).")
    state = graphene.Field(DossierState, required=True, description="Where it stands (trạng thái).")
    state_name = graphene.String(required=True, description="In words (tên trạng thái).")
    since = graphene.DateTime(required=True, description="In this state since then (từ lúc).")
    sent_at = graphene.DateTime(required=True, description="Moment it was sent (nộp lúc).")
    due_at = graphene.DateTime(description="Promised for then, null before it is received (hẹn trả).")
    is_late = graphene.Boolean(required=True, description="Whether the promised day is over (quá hạn).")
    waits_for_citizen = graphene.Boolean(required=True, description="Whether papers or a fee are asked for (chờ bạn).")


class OwnDossiers(graphene.ObjectType):
    """A page of them, the newest first (danh sách hồ sơ)."""

    nodes = graphene.List(graphene.NonNull(OwnDossier), required=True, description="The dossiers (hồ sơ).")
    has_more = graphene.Boolean(required=True, description="Whether there are older ones (còn nữa).")


class OwnPaper(graphene.ObjectType):
    """A paper of an earlier dossier, to be used again by `reuseFile` (giấy tờ đã nộp)."""

    dossier_code = graphene.String(required=True, description="The dossier it is in (mã hồ sơ).")
    filed_at = graphene.DateTime(required=True, description="Moment that dossier was sent (nộp lúc).")
    file = graphene.Field(FiledFile, required=True, description="The file (tệp).")


class Me(graphene.ObjectType):
    """Who is logged in (người đang đăng nhập)."""

    name = graphene.String(required=True, description='As the sign-on tells it, "" where it does not (họ tên).')
    drafts = graphene.List(
        graphene.NonNull(OwnDraft), required=True, description="Not sent yet, the one saved last first (bản nháp)."
    )
    dossiers = graphene.Field(
        OwnDossiers,
        required=True,
        first=graphene.Int(default_value=PAGE, description=f"How many, {MAX_PAGE} at most (số lượng)."),
        after=graphene.String(description="Code of the last one seen (sau hồ sơ)."),
        procedure_code=ProcedureCode(description="Of this procedure alone (thủ tục)."),
        description="What was filed with this login (hồ sơ).",
    )
    papers = graphene.List(graphene.NonNull(OwnPaper), required=True, description="The 50 filed last (giấy tờ đã nộp).")

    @staticmethod
    def resolve_drafts(root: dict[str, Any], info: graphene.ResolveInfo) -> list[dict[str, Any]]:
        rows = list(reusing.drafts_of(root["subject"])[:MOST_DRAFTS])
        called = _names(rows, root["locale"])
        return [
            {
                "code": row.code,
                "procedure_code": row.procedure,
                "procedure_name": called[row.procedure],
                "saved_at": row.saved_at,
                "expires_at": row.expires_at,
            }
            for row in rows
        ]

    @staticmethod
    def resolve_dossiers(
        root: dict[str, Any],
        info: graphene.ResolveInfo,
        first: int = PAGE,
        after: str | None = None,
        procedure_code: str | None = None,
    ) -> dict[str, Any]:
        found = reusing.dossiers_of(root["subject"])
        if procedure_code:
            found = found.filter(procedure=procedure_code)
        if after:
            last = found.filter(code=after).first()
            if last is None:
                raise not_ours("after")
            found = found.filter(pk__lt=last.pk)
        size = arguments.page_size(first)
        rows = list(found[: size + 1])
        called = _names(rows, root["locale"])
        with translation.override(root["locale"]):
            nodes = [_row(row, called[row.procedure]) for row in rows[:size]]
        return {"nodes": nodes, "has_more": len(rows) > size}

    @staticmethod
    def resolve_papers(root: dict[str, Any], info: graphene.ResolveInfo) -> list[dict[str, Any]]:
        return [
            {"dossier_code": each.dossier.code, "filed_at": each.dossier.sent_at, "file": file_told(each.file)}
            for each in reusing.papers_of(root["subject"])
        ]


def _names(rows: Sequence[Draft | Dossier], locale: str) -> dict[str, str]:
    day = clock.today()
    told = names([(row.procedure, day) for row in rows], locale)
    return {row.procedure: told.get((row.procedure, day)) or row.procedure for row in rows}


def _row(row: Dossier, name: str) -> dict[str, Any]:
    return {
        "code": row.code,
        "procedure_code": row.procedure,
        "procedure_name": name,
        "state": int(row.state),
        "state_name": str(row.get_state_display()),
        "since": row.since,
        "sent_at": row.sent_at,
        "due_at": row.due_at,
        "is_late": is_late(row),
        "waits_for_citizen": row.state in OWING,
    }
