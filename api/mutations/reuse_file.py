from typing import Any

import graphene

from dossiers import reusing
from dossiers.access import Asker
from dossiers.attaching import File

from .. import arguments
from ..opening import carried_out, holder
from ..types.filed_file import FiledFile, file_told
from ..types.refusal import FilingRefusal


class ReuseAnswer(graphene.ObjectType):
    """What became of it (kết quả dùng lại)."""

    file = graphene.Field(FiledFile, description="A file of its own in this draft or dossier (tệp).")
    refusal = graphene.Field(FilingRefusal, description="Why not (lý do).")


field = graphene.Field(
    graphene.NonNull(ReuseAnswer),
    code=arguments.filed_code(),
    look_up_code=arguments.look_up_code(),
    id=graphene.ID(required=True, description="Names one of `me.papers` (mã tệp)."),
    locale=arguments.locale(),
    description="Use a paper again that was filed with this login before (dùng lại giấy tờ đã nộp).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, code: str, look_up_code: str, id: str, locale: str = "vi"
) -> dict[str, Any]:
    def reuse(who: Asker) -> File:
        return reusing.use_again(holder(code, who), who.subject, id)

    outcome = carried_out(info.context, code, look_up_code, arguments.locale_asked(locale), reuse)
    return {"file": outcome.done and file_told(outcome.done), "refusal": outcome.refusal}
