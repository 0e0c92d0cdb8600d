import datetime as dt
from typing import Any

import graphene

from register.models import Announcement

from ..parts import part, part_asked
from ..scalars import Date
from .content import File
from .named import Agency
from .node import Node


class Withdrawal(graphene.ObjectType):
    """Why and when an announced decision was taken back (thu hồi)."""

    reason = graphene.String(required=True, description="Reason (lý do).")
    withdrawn_at = graphene.DateTime(required=True, description="Moment (thời điểm).")


class Decision(graphene.ObjectType):
    """An announcement decision as it was announced (quyết định công bố). It never changes."""

    class Meta:
        interfaces = (Node,)

    id = graphene.ID(required=True, description="Global id; contains the day and the locale asked for (định danh).")
    address = graphene.String(
        required=True, description="Last part of its web address, e.g. `123-QD-UBND-2026` (địa chỉ)."
    )
    number = graphene.String(required=True, description="Number as written (số, ký hiệu).")
    title = graphene.String(required=True, description="Title (trích yếu).")
    summary = graphene.String(required=True, description="Summary in plain words (tóm tắt).")
    issuer = graphene.Field(Agency, description="Who issued it (cơ quan ban hành); null where the number tells none.")
    signed_on = Date(required=True, description="Day of signing (ngày ký).")
    effective_on = Date(required=True, description="Default day of effect of its editions (ngày có hiệu lực).")
    announced_at = graphene.DateTime(required=True, description="Moment it was announced here (công khai lúc).")
    follows = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Addresses of the decisions it follows (căn cứ quyết định).",
    )
    files = graphene.List(graphene.NonNull(File), required=True, description="Signed copy (bản ký).")
    withdrawal = graphene.Field(Withdrawal, description="Set where it was withdrawn before its day (thu hồi).")
    editions = graphene.List(
        graphene.NonNull("api.types.procedure.Edition"),
        required=True,
        args=part(),
        description="What it says of each procedure, in the order of its annex (nội dung theo quyết định).",
    )

    def __init__(self, row: Announcement, day: dt.date, locale: str, **kwargs: Any) -> None:
        super().__init__(
            id=graphene.Node.to_global_id("Decision", f"{row.address}|{day}|{locale}"),
            address=row.address,
            number=row.number,
            title=row.title,
            summary=row.summary,
            signed_on=row.signed_on,
            effective_on=row.effective_on,
            announced_at=row.announced_at,
            follows=row.follows,
            files=[with_url(file) for file in row.files],
        )
        self.row, self.day, self.locale = row, day, locale

    def resolve_issuer(self, info: graphene.ResolveInfo) -> dict[str, str] | None:
        key = self.row.issuer_key
        return {"key": key, "name": info.context.lookups.agencies.on(key, self.day, self.locale)} if key else None

    def resolve_withdrawal(self, info: graphene.ResolveInfo) -> Any:
        return getattr(self.row, "withdrawal", None)

    def resolve_editions(
        self, info: graphene.ResolveInfo, first: int | None = None, after: str | None = None
    ) -> list[Any]:
        from .procedure import Edition

        if not isinstance(self.row, Announcement):  # a draft's, in a preview, which opens that draft alone
            return []
        lookups = info.context.lookups
        lookups.read.everything = True
        listed = lookups.editions(self.row.pk, self.day, self.locale, part_asked(first, after))
        return [Edition(each, self.day, self.locale) for each in listed]


def with_url(file: dict[str, Any]) -> dict[str, Any]:
    """A file of a document with its public address, null where only the name is known."""
    return file | {"url": f"/tep/{file['sha256']}" if file["sha256"] else None}
