import datetime as dt
import json
from typing import Any

import graphene

from register.forms.in_use import form_in_use

from .. import arguments
from ..scalars import ProcedureCode
from ..types.intake_form import IntakeForm

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
    ui = found.ui(day, asked)
    return {
        "version": found.version,
        "title": ui["title"],
        "from_on": found.from_on,
        "schema": json.dumps(found.schema(day, asked), ensure_ascii=False),
        "ui": json.dumps(ui, ensure_ascii=False),
    }
