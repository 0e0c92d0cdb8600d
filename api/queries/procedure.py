import datetime as dt

import graphene

from register.answer import answer

from .. import arguments
from ..scalars import ProcedureCode
from ..types.procedure import Procedure, procedures

field = graphene.Field(
    Procedure,
    code=ProcedureCode(required=True, description="National code, in local form as well (mã thủ tục)."),
    on=arguments.on(),
    locale=arguments.locale(),
    description="One procedure on any day; null only for a code that was never announced (thủ tục hành chính).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, code: str, on: dt.date | None = None, locale: str = "vi"
) -> Procedure | None:
    info.context.lookups.read.codes.add(code)
    found = answer(code, arguments.day_asked(info, on), arguments.locale_asked(locale))
    return procedures(info, [found])[0] if found else None
