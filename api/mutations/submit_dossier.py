from typing import Any

import graphene

from dossiers import filing

from .. import arguments
from ..opening import carried_out
from ..scalars import Answers
from ..types.dossier import DossierAnswer, dossier_told

field = graphene.Field(
    graphene.NonNull(DossierAnswer),
    code=arguments.filed_code(),
    look_up_code=arguments.look_up_code(),
    answers=Answers(required=True, description="All answers, whole and right (nội dung)."),
    locale=arguments.locale(),
    description="File a draft. The same again is the same dossier; other answers are a `CONFLICT` then. What is wrong "
    "is told at its field, and the draft stays as it is (nộp hồ sơ).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    code: str,
    look_up_code: str,
    answers: str,
    locale: str = "vi",
) -> dict[str, Any]:
    language = arguments.locale_asked(locale)
    outcome = carried_out(info.context, code, look_up_code, language, lambda who: filing.submit(code, who, answers))
    return {"dossier": outcome.done and dossier_told(outcome.done, language), "refusal": outcome.refusal}
