import graphene

from dossiers import attaching
from dossiers.access import Asker

from .. import arguments
from ..opening import carried_out, holder
from ..types.refusal import FilingRefusal


class RemovalAnswer(graphene.ObjectType):
    """What became of a removal (kết quả xóa tệp)."""

    removed = graphene.Boolean(required=True, description="Whether it is there no more (đã xóa).")
    refusal = graphene.Field(FilingRefusal, description="Why not (lý do).")


field = graphene.Field(
    graphene.NonNull(RemovalAnswer),
    code=arguments.filed_code(),
    look_up_code=arguments.look_up_code(),
    id=graphene.ID(required=True, description="Names the file (mã tệp)."),
    locale=arguments.locale(),
    description="Take away a file that was not sent yet (xóa tệp).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, code: str, look_up_code: str, id: str, locale: str = "vi"
) -> dict[str, object]:
    def remove(who: Asker) -> bool:
        attaching.remove_unsent(holder(code, who), id)
        return True

    outcome = carried_out(info.context, code, look_up_code, arguments.locale_asked(locale), remove)
    return {"removed": bool(outcome.done), "refusal": outcome.refusal}
