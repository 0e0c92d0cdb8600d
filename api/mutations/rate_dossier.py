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
    grades=graphene.List(
        graphene.NonNull(graphene.Int),
        required=True,
        description="Five grades from 1 to 5: easy to do, clear, in time, polite, all in all (điểm).",
    ),
    text=PrivateText(default_value="", description="What one has to say, plain text (nội dung)."),
    locale=arguments.locale(),
    description="Grade how it was handled, once, after its end (đánh giá).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    code: str,
    look_up_code: str,
    grades: Sequence[int],
    text: str = "",
    locale: str = "vi",
) -> dict[str, Any]:
    language = arguments.locale_asked(locale)
    outcome = carried_out(
        info.context, code, look_up_code, language, lambda who: answering.rate(code, who, grades, text)
    )
    return {"dossier": outcome.done and dossier_told(outcome.done, language), "refusal": outcome.refusal}
