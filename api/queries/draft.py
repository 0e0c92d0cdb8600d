from typing import Any

import graphene

from dossiers import drafting

from .. import arguments
from ..opening import carried_out
from ..types.draft import DraftAnswer, draft_told

field = graphene.Field(
    graphene.NonNull(DraftAnswer),
    code=arguments.filed_code(),
    look_up_code=arguments.look_up_code(),
    locale=arguments.locale(),
    description="A draft that was not sent. Only by `POST` (hồ sơ nháp).",
)


def resolve(root: None, info: graphene.ResolveInfo, code: str, look_up_code: str, locale: str = "vi") -> dict[str, Any]:
    language = arguments.locale_asked(locale)
    outcome = carried_out(info.context, code, look_up_code, language, lambda who: drafting.opened(code, who))
    return {"draft": outcome.done and draft_told(outcome.done, language), "refusal": outcome.refusal}
