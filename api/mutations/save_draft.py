from typing import Any

import graphene

from dossiers import drafting

from .. import arguments
from ..opening import carried_out
from ..scalars import Answers
from ..types.draft import DraftAnswer, draft_told

field = graphene.Field(
    graphene.NonNull(DraftAnswer),
    code=arguments.filed_code(),
    look_up_code=arguments.look_up_code(),
    revision=graphene.Int(required=True, description="The one that was read before (số lần lưu)."),
    answers=Answers(required=True, description="All answers so far; they may be unfinished (nội dung)."),
    version=graphene.String(
        default_value="", description="To go over to this newer form, by its version (sang mẫu đơn mới)."
    ),
    locale=arguments.locale(),
    description="Save a draft. The same again is saved already; `CHANGED` where another device saved since (lưu nháp).",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    code: str,
    look_up_code: str,
    revision: int,
    answers: str,
    version: str = "",
    locale: str = "vi",
) -> dict[str, Any]:
    language = arguments.locale_asked(locale)
    outcome = carried_out(
        info.context,
        code,
        look_up_code,
        language,
        lambda who: drafting.save(code, who, revision, answers, version),
    )
    return {"draft": outcome.done and draft_told(outcome.done, language), "refusal": outcome.refusal}
