import datetime as dt

import graphene

from cms.preview.opening import read_preview
from cms.preview.standing import answer_with, first_day

from .. import arguments
from ..types.preview import Preview

field = graphene.Field(
    Preview,
    key=graphene.ID(required=True, description="Last part of the preview's address (mã bản xem trước)."),
    secret=graphene.String(required=True, description="What `openPreview` gave for the token (khóa bí mật)."),
    on=arguments.on(),
    description="A draft as an editor sees it in the portal. Never cached, and by POST alone; null for every key and "
    "secret that do not open it now, whatever the reason (xem trước dự thảo).",
)


def resolve(root: None, info: graphene.ResolveInfo, key: str, secret: str, on: dt.date | None = None) -> Preview | None:
    row = read_preview(key, secret)
    if row is None or row.is_form:
        return None
    day = on or first_day(row.text, arguments.day_asked(info, None))
    return Preview(row, answer_with(row.text, day, row.created_at))
