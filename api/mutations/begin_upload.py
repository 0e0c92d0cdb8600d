from typing import Any

import graphene

from dossiers import attaching
from dossiers.access import Asker

from .. import arguments
from ..opening import carried_out, holder
from ..scalars import PrivateText
from ..types.refusal import FilingRefusal


class UploadAnswer(graphene.ObjectType):
    """Where to send the bytes of a file (nơi tải tệp lên)."""

    id = graphene.ID(description="Names the file (mã tệp).")
    token = graphene.String(description="Takes this one file, at `/uploads/<id>`, and ends with it (mã tải lên).")
    piece = graphene.Int(description="Bytes of one request at most (kích thước mỗi phần).")
    refusal = graphene.Field(FilingRefusal, description="Why not (lý do).")


field = graphene.Field(
    graphene.NonNull(UploadAnswer),
    code=arguments.filed_code(),
    look_up_code=arguments.look_up_code(),
    name=PrivateText(required=True, description="What the file is called (tên tệp)."),
    size=graphene.Int(required=True, description="Its bytes (kích thước)."),
    locale=arguments.locale(),
    description="Begin to upload a file to a draft or a dossier (bắt đầu tải tệp lên).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, code: str, look_up_code: str, name: str, size: int, locale: str = "vi"
) -> dict[str, Any]:
    def begin(who: Asker) -> attaching.Begun:
        return attaching.begin(holder(code, who), name, size)

    outcome = carried_out(info.context, code, look_up_code, arguments.locale_asked(locale), begin)
    if outcome.refusal:
        return {"refusal": outcome.refusal}
    begun = outcome.done
    return {"id": begun.attachment.key, "token": begun.token, "piece": attaching.PIECE}
