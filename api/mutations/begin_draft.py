from collections.abc import Sequence
from typing import Any

import graphene

from dossiers import drafting
from dossiers.access import Asker

from .. import arguments
from ..enums import Level
from ..opening import carried_out
from ..scalars import ProcedureCode
from ..types.draft import DraftAnswer, draft_told

field = graphene.Field(
    graphene.NonNull(DraftAnswer),
    procedure_code=ProcedureCode(required=True, description="National code, in local form as well (mã thủ tục)."),
    level=Level(required=True, description="Level at which it is filed (cấp)."),
    commune_key=graphene.ID(default_value="", description="Key of one's commune, where it receives it (xã, phường)."),
    copy_of=graphene.String(description="Code of an earlier dossier of the same login (chép từ hồ sơ)."),
    copy_sections=graphene.List(
        graphene.NonNull(graphene.String),
        default_value=[],
        description="Keys of the sections to take over from it, without files (phần được chép).",
    ),
    locale=arguments.locale(),
    description="Begin to fill in a form. The code and the look-up code open it again, on any device; the look-up code "
    "is told here alone (bắt đầu hồ sơ).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    procedure_code: str,
    level: Any,
    commune_key: str = "",
    copy_of: str | None = None,
    copy_sections: Sequence[str] = (),
    locale: str = "vi",
) -> dict[str, Any]:
    language = arguments.locale_asked(locale)
    earlier = drafting.Earlier(copy_of, copy_sections) if copy_of else None

    def begin(who: Asker) -> drafting.Begun:
        return drafting.begin(procedure_code, getattr(level, "value", level), commune_key, who, language, earlier)

    outcome = carried_out(info.context, "", "", language, begin)
    if outcome.refusal:
        return {"refusal": outcome.refusal}
    return {"draft": draft_told(outcome.done.draft, language), "look_up_code": outcome.done.look_up_code}
