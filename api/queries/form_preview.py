import json
from typing import Any

import graphene

from cms.preview.opening import read_preview
from register.forms.in_use import drawn_on

from .. import arguments


class FormPreview(graphene.ObjectType):
    """A form that an editor is building (xem trước mẫu đơn điện tử). Nobody without the secret can ask for it."""

    code = graphene.String(required=True, description="National code of its procedure (mã thủ tục).")
    locale = graphene.String(required=True, description="Language the editor asked for (ngôn ngữ).")
    ui = graphene.String(required=True, description="JSON text, as `intakeForm { ui }` has it (thứ tự hiển thị).")
    expires_at = graphene.DateTime(required=True, description="Moment after which nobody can read it (hết hạn lúc).")
    user_bar = graphene.String(
        required=True, description="Wagtail's user bar as HTML, made when it was pressed (thanh công cụ)."
    )


field = graphene.Field(
    FormPreview,
    key=graphene.ID(required=True, description="Last part of the preview's address (mã bản xem trước)."),
    secret=graphene.String(required=True, description="What `openPreview` gave for the token (khóa bí mật)."),
    description="A form as an editor sees it in the portal, by the rules of `preview`; null for the key of a text (xem "
    "trước mẫu đơn).",
)


def resolve(root: None, info: graphene.ResolveInfo, key: str, secret: str) -> dict[str, Any] | None:
    row = read_preview(key, secret)
    if row is None or not row.is_form:
        return None
    ui = drawn_on(row.text["ui"], arguments.day_asked(info, None), row.locale)
    return {
        "code": row.text["code"],
        "locale": row.locale,
        "ui": json.dumps(ui, ensure_ascii=False),
        "expires_at": row.expires_at,
        "user_bar": row.user_bar,
    }
