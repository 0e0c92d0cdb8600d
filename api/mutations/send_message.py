from collections.abc import Sequence
from typing import Any

import graphene

from dossiers import answering

from .. import arguments
from ..opening import carried_out
from ..scalars import PrivateText
from ..types.dossier import DossierAnswer, dossier_told

field = graphene.Field(
    graphene.NonNull(DossierAnswer),
    code=arguments.filed_code(),
    look_up_code=arguments.look_up_code(),
    text=PrivateText(default_value="", description="What one has to say, plain text (nội dung)."),
    files=arguments.upload_ids(),
    locale=arguments.locale(),
    description="Write to who handles it (gửi tin nhắn).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    code: str,
    look_up_code: str,
    text: str = "",
    files: Sequence[str] = (),
    locale: str = "vi",
) -> dict[str, Any]:
    language = arguments.locale_asked(locale)
    outcome = carried_out(
        info.context, code, look_up_code, language, lambda who: answering.write(code, who, text, files)
    )
    return {"dossier": outcome.done and dossier_told(outcome.done, language), "refusal": outcome.refusal}
