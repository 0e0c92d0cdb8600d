from typing import Any

import graphene
from django.conf import settings

from dossiers.citizens import login_is_offered
from dossiers.drafting import standing
from dossiers.forms import form_to_file_on
from dossiers.places import places
from dossiers.refusals import Refused
from dossiers.switching import is_on

from ..enums import Level
from ..scalars import ProcedureCode


class FilingPlace(graphene.ObjectType):
    """A level at which one may file (nơi nộp)."""

    level = Level(required=True, description="The level (cấp).")
    by_commune = graphene.Boolean(required=True, description="Whether one's commune receives it (theo xã, phường).")
    agency_key = graphene.ID(description="Who receives it, where that is the same for all (cơ quan tiếp nhận).")


class Filing(graphene.ObjectType):
    """That one may file here, and where (nộp hồ sơ tại đây)."""

    guests = graphene.Boolean(required=True, description="Whether one may without a login (không cần đăng nhập).")
    login = graphene.Boolean(required=True, description="Whether citizens can log in (có đăng nhập).")
    places = graphene.List(graphene.NonNull(FilingPlace), required=True, description="Where (nơi nộp).")


field = graphene.Field(
    Filing,
    procedure_code=ProcedureCode(required=True, description="National code, in local form as well (mã thủ tục)."),
    description="Whether and where one may file here today; null where filing leads to the National Public Service "
    "Portal (nộp hồ sơ tại đây).",
)


def resolve(root: None, info: graphene.ResolveInfo, procedure_code: str) -> dict[str, Any] | None:
    try:
        held = standing(procedure_code)
    except Refused:
        return None
    login = login_is_offered()
    if not (settings.FILING_GUESTS or login) or form_to_file_on(held.code) is None or not is_on(held):
        return None
    return {
        "guests": settings.FILING_GUESTS,
        "login": login,
        "places": [
            {"level": each.level, "by_commune": each.agency is None, "agency_key": each.agency} for each in places(held)
        ],
    }
