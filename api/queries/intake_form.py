import datetime as dt
from typing import Any

import graphene

from register.forms.in_use import form_in_use

from .. import arguments
from ..scalars import ProcedureCode
from ..types.intake_form import IntakeForm, form_told

field = graphene.Field(
    IntakeForm,
    procedure_code=ProcedureCode(required=True, description="National code, in local form as well (mã thủ tục)."),
    on=arguments.on(),
    locale=arguments.locale(),
    description="The online form of a procedure on a day; null where it has none (mẫu đơn điện tử).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, procedure_code: str, on: dt.date | None = None, locale: str = "vi"
) -> dict[str, Any] | None:
    day, asked = arguments.day_asked(info, on), arguments.locale_asked(locale)
    info.context.lookups.read.codes.add(procedure_code)
    found = form_in_use(procedure_code, day)
    if found is None:
        return None
    return form_told(found, day, asked)
