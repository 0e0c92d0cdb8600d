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
    text=PrivateText(required=True, description="What one has to say, plain text (nội dung)."),
    locale=arguments.locale(),
    description="Tell that the promised day is over (phản ánh chậm trễ).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    code: str,
    look_up_code: str,
    text: str,
    locale: str = "vi",
) -> dict[str, Any]:
    language = arguments.locale_asked(locale)
    outcome = carried_out(info.context, code, look_up_code, language, lambda who: answering.complain(code, who, text))
    return {"dossier": outcome.done and dossier_told(outcome.done, language), "refusal": outcome.refusal}
