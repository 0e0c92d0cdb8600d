"""The online form of a procedure, as a front end draws it."""

import datetime as dt
import json
from typing import Any

import graphene

from register.forms.in_use import FormInUse

from ..scalars import Date


class IntakeForm(graphene.ObjectType):
    """The form of a procedure that counts on a day; what was filed on it keeps it (mẫu đơn điện tử)."""

    version = graphene.String(
        required=True,
        description="Names this form for good, as `1.001193/2`: to be told when something is filed on it (số của mẫu).",
    )
    title = graphene.String(required=True, description="Its title in the language asked for (tên mẫu).")
    from_on = Date(name="from", required=True, description="Day from which it counts (dùng từ ngày).")
    schema = graphene.String(
        required=True,
        description="JSON Schema 2020-12, as JSON text: what may be answered on the day asked for, with its communes. "
        "The server checks with the same (lược đồ kiểm tra).",
    )
    ui = graphene.String(
        required=True,
        description="JSON text: pages, sections and fields in order, with labels, helps, kinds, options and "
        "conditions; where an address is asked for, the province and its communes (thứ tự hiển thị).",
    )


def form_told(form: FormInUse, day: dt.date, locale: str) -> dict[str, Any]:
    """The form as the schema tells it, as it holds on that day."""
    ui = form.ui(day, locale)
    return {
        "version": form.version,
        "title": ui["title"],
        "from_on": form.from_on,
        "schema": json.dumps(form.schema(day, locale), ensure_ascii=False),
        "ui": json.dumps(ui, ensure_ascii=False),
    }
