from typing import Any

import graphene

from register.answer import read_editions
from register.recent import Happening, recent

from .. import arguments, paging
from ..cursors import encode
from ..enums import RecentChangeKind
from ..scalars import Date
from ..types.connections import PageInfo, page_info
from ..types.procedure import Edition

CORRECTED = "corrected"


class RecentChange(graphene.ObjectType):
    """What changed for readers on a legal day (thay đổi)."""

    on = Date(required=True, description="Day of effect, or of the correction (ngày).")
    kind = RecentChangeKind(required=True, description="What changed (loại thay đổi).")
    edition = graphene.Field(
        Edition, required=True, description="The text that took effect or was corrected, as it reads now (nội dung)."
    )


class RecentChangeEdge(graphene.ObjectType):
    """One change of a list (một thay đổi)."""

    cursor = graphene.String(required=True, description="Cursor of this edge (con trỏ).")
    node = graphene.Field(RecentChange, required=True, description="The change (thay đổi).")


class RecentChangeConnection(graphene.ObjectType):
    """A list of changes, the newest day first, within a day the decision announced last (danh sách thay đổi)."""

    total_count = graphene.Int(required=True, description="How many there are in all (tổng số).")
    edges = graphene.List(graphene.NonNull(RecentChangeEdge), required=True, description="This page (trang này).")
    page_info = graphene.Field(PageInfo, required=True, description="Where this page stands (thông tin trang).")


field = graphene.Field(
    RecentChangeConnection,
    required=True,
    sector=graphene.ID(description="Only procedures of this sector (lĩnh vực)."),
    locale=arguments.locale(),
    **paging.arguments(),
    description="What took effect or was corrected until today, by day; to keep a copy in sync ask for `changesSince` "
    "(mới cập nhật).",
)


def resolve(
    root: None, info: graphene.ResolveInfo, sector: str | None = None, locale: str = "vi", **page: Any
) -> dict[str, Any]:
    asked, wanted = arguments.locale_asked(locale), paging.asked("change", page)
    today = info.context.lookups.today
    listed = recent(today, sector or "")
    begin, end = paging.bounds_from_the_end([each.key for each in listed], wanted)
    shown = listed[begin:end]
    editions = read_editions({each.edition_id for each in shown}, asked) if shown else {}
    info.context.lookups.meet_editions((each, today) for each in editions.values())

    def told(each: Happening) -> dict[str, Any]:
        edition = editions[each.edition_id]
        kind = CORRECTED if each.corrected else edition.change
        return {"on": each.on, "kind": kind, "edition": Edition(edition, today, asked)}

    edges = [{"cursor": encode("change", each.key), "node": told(each)} for each in shown]
    cursors = [str(edge["cursor"]) for edge in edges]
    return {
        "total_count": len(listed),
        "edges": edges,
        "page_info": page_info(cursors, end < len(listed), begin > 0),
    }
