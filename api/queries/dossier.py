from typing import Any

import graphene

from dossiers import answering

from .. import arguments
from ..opening import carried_out
from ..types.dossier import DossierAnswer, dossier_told

field = graphene.Field(
    graphene.NonNull(DossierAnswer),
    code=arguments.filed_code(),
    look_up_code=arguments.look_up_code(),
    locale=arguments.locale(),
    description="A dossier, by its code or that of the draft that became it. Only by `POST` (tra cứu hồ sơ).",
)


def resolve(root: None, info: graphene.ResolveInfo, code: str, look_up_code: str, locale: str = "vi") -> dict[str, Any]:
    language = arguments.locale_asked(locale)
    outcome = carried_out(info.context, code, look_up_code, language, lambda who: answering.opened(code, who))
    return {"dossier": outcome.done and dossier_told(outcome.done, language), "refusal": outcome.refusal}
