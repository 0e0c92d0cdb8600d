from typing import Any

import graphene

from register import changes

from ..cursors import log_cursor, log_place
from ..enums import EventKind, SyncNotice
from ..scalars import ProcedureCode

MOST = 500


class RecordChange(graphene.ObjectType):
    """One line of the change log (thay đổi của nội dung công khai)."""

    number = graphene.Int(required=True, description="Its number; they rise without a gap (số thứ tự).")
    kind = EventKind(required=True, description="What happened (việc đã xảy ra).")
    subject = graphene.String(
        required=True,
        description="A decision's address, an edition's key, `agency:<key>`, `sector:<key>`, `desk:<key of its "
        "agency>`, `guide:<code>`, `services:<kind>`, `form:<code>`, `reorganization:<number>` or "
        "`redaction:<number>` (đối tượng).",
    )
    codes = graphene.List(
        graphene.NonNull(ProcedureCode),
        required=True,
        description="Procedures whose answer may differ; none for a name or a desk (mã thủ tục).",
    )
    changed_at = graphene.DateTime(required=True, description="Moment (thời điểm).")


class RecordChanges(graphene.ObjectType):
    """What happened since a cursor, in order, each once (các thay đổi)."""

    changes = graphene.List(
        graphene.NonNull(RecordChange), required=True, description="The next changes, oldest first (các thay đổi)."
    )
    cursor = graphene.String(required=True, description="Give it back to go on from here; it never expires (con trỏ).")
    has_more = graphene.Boolean(required=True, description="Whether more have happened than are told here (còn nữa).")
    notice = SyncNotice(description="Set where the cursor holds no more (thông báo).")
    restart = graphene.Boolean(
        required=True,
        description="True where the log began anew after a restored backup (bắt đầu lại).",
        deprecation_reason="Ask for `notice`, which is `CURSOR_RESET` then.",
    )


field = graphene.Field(
    RecordChanges,
    required=True,
    cursor=graphene.String(description="Where the last answer ended; without it from the beginning (con trỏ)."),
    first=graphene.Int(default_value=100, description=f"How many; {MOST} at most (số lượng)."),
    description="Everything announced, corrected, withdrawn, translated, renamed or explained since (đồng bộ dữ liệu).",
)


def resolve(root: None, info: graphene.ResolveInfo, first: int, cursor: str | None = None) -> dict[str, Any]:
    size = max(1, min(first, MOST))
    epoch = changes.epoch()
    known, number = epoch, 0
    if cursor:
        known, number = log_place(cursor)
    is_reset = known != epoch
    if is_reset:
        number = 0
    found = changes.since(number, size + 1)
    told = found[:size]
    end = told[-1].number if told else number
    return {
        "changes": told,
        "cursor": log_cursor(epoch, end),
        "has_more": len(found) > size,
        "notice": "cursor_reset" if is_reset else None,
        "restart": is_reset,
    }
