"""Relay connections by keyset: a cursor names the last row seen, so an insertion loses and repeats nothing."""

from typing import Any

import graphene

from cms.pages.read import Entry
from search.elsewhere import agencies_named, decisions_named
from search.find import ended
from search.wording import wording

from ..enums import FacetName
from ..pages_found import pages_found
from .decision import Decision
from .named import Agency
from .page import Page, PageLink
from .procedure import Procedure, procedures
from .signpost import Signpost, signpost_of


class PageInfo(graphene.ObjectType):
    """Where a page stands (thông tin trang)."""

    has_next_page = graphene.Boolean(required=True, description="Whether more follow (còn trang sau).")
    has_previous_page = graphene.Boolean(required=True, description="Whether some came before (còn trang trước).")
    start_cursor = graphene.String(description="Cursor of the first edge (con trỏ đầu).")
    end_cursor = graphene.String(description="Cursor of the last edge (con trỏ cuối).")


def page_info(cursors: list[str], more: bool, before: bool) -> dict[str, Any]:
    return {
        "has_next_page": more,
        "has_previous_page": before,
        "start_cursor": cursors[0] if cursors else None,
        "end_cursor": cursors[-1] if cursors else None,
    }


class ProcedureEdge(graphene.ObjectType):
    """One procedure of a list (một thủ tục)."""

    cursor = graphene.String(required=True, description="Cursor of this edge (con trỏ).")
    node = graphene.Field(Procedure, required=True, description="The procedure (thủ tục).")


class ProcedureConnection(graphene.ObjectType):
    """A list of procedures (danh sách thủ tục)."""

    total_count = graphene.Int(required=True, description="How many there are in all (tổng số).")
    edges = graphene.List(graphene.NonNull(ProcedureEdge), required=True, description="This page (trang này).")
    page_info = graphene.Field(PageInfo, required=True, description="Where this page stands (thông tin trang).")

    @staticmethod
    def resolve_total_count(root: dict[str, Any], info: graphene.ResolveInfo) -> int:
        return len(root["codes"]())  # only when asked for


class DecisionEdge(graphene.ObjectType):
    """One decision of a list (một quyết định)."""

    cursor = graphene.String(required=True, description="Cursor of this edge (con trỏ).")
    node = graphene.Field(Decision, required=True, description="The decision (quyết định).")


class DecisionConnection(graphene.ObjectType):
    """A list of announced decisions, newest signed first (danh sách quyết định)."""

    total_count = graphene.Int(required=True, description="How many there are in all (tổng số).")
    edges = graphene.List(graphene.NonNull(DecisionEdge), required=True, description="This page (trang này).")
    page_info = graphene.Field(PageInfo, required=True, description="Where this page stands (thông tin trang).")

    @staticmethod
    def resolve_total_count(root: dict[str, Any], info: graphene.ResolveInfo) -> int:
        return root["rows"].count()  # only when asked for


class PageEdge(graphene.ObjectType):
    """One page of a list (một trang)."""

    cursor = graphene.String(required=True, description="Cursor of this edge (con trỏ).")
    node = graphene.Field(Page, required=True, description="The page (trang).")


class PageConnection(graphene.ObjectType):
    """A list of editorial texts, newest first (danh sách trang)."""

    total_count = graphene.Int(required=True, description="How many there are in all (tổng số).")
    edges = graphene.List(graphene.NonNull(PageEdge), required=True, description="This page (trang này).")
    page_info = graphene.Field(PageInfo, required=True, description="Where this page stands (thông tin trang).")


class TextPiece(graphene.ObjectType):
    """A piece of a text; joined, the pieces are the text (đoạn chữ)."""

    text = graphene.String(required=True, description="The piece (đoạn chữ).")
    marked = graphene.Boolean(required=True, description="Whether it answers the query (được đánh dấu).")


class SearchEdge(graphene.ObjectType):
    """One hit (một kết quả)."""

    cursor = graphene.String(required=True, description="Cursor of this edge (con trỏ).")
    node = graphene.Field(Procedure, required=True, description="The procedure found (thủ tục tìm thấy).")
    highlights = graphene.List(
        graphene.NonNull(TextPiece),
        required=True,
        description="Its name with the words of the query marked (tên có đánh dấu).",
    )
    passage = graphene.List(
        graphene.NonNull(TextPiece),
        required=True,
        description="The place of its text that answers best, marked; empty where the name says it all (đoạn trích).",
    )
    alike = graphene.ID(
        required=True,
        description="The same for hits whose names differ by level alone: show them as one group (nhóm gần giống).",
    )

    @staticmethod
    def resolve_highlights(root: dict[str, Any], info: graphene.ResolveInfo) -> Any:
        return root["found"].name

    @staticmethod
    def resolve_passage(root: dict[str, Any], info: graphene.ResolveInfo) -> Any:
        return root["found"].passage

    @staticmethod
    def resolve_alike(root: dict[str, Any], info: graphene.ResolveInfo) -> str:
        return str(root["found"].alike)


class FacetValue(graphene.ObjectType):
    """A value of a facet with its count (giá trị lọc)."""

    value = graphene.String(required=True, description="Key to give back in `filter` (giá trị).")
    label = graphene.String(required=True, description="Words to show (nhãn).")
    count = graphene.Int(required=True, description="Hits with it under the other facets' selection (số kết quả).")
    selected = graphene.Boolean(required=True, description="Whether it is chosen (đang chọn).")


class Facet(graphene.ObjectType):
    """What hits are counted by, with their numbers (bộ lọc)."""

    name = FacetName(required=True, description="Which facet; `filter` has a field of the same name (tên bộ lọc).")
    values = graphene.List(
        graphene.NonNull(FacetValue), required=True, description="Its values, most hits first (các giá trị)."
    )


class SearchConnection(graphene.ObjectType):
    """Hits of a search, best first. Pages forward only (kết quả tìm kiếm)."""

    total_count = graphene.Int(required=True, description="How many were found (tổng số kết quả).")
    edges = graphene.List(graphene.NonNull(SearchEdge), required=True, description="This page (trang này).")
    page_info = graphene.Field(PageInfo, required=True, description="Where this page stands (thông tin trang).")
    facets = graphene.List(
        graphene.NonNull(Facet), required=True, description="Counts for narrowing down (các nhóm lọc)."
    )
    degraded = graphene.Boolean(required=True, description="True while only names are searched (tìm kiếm hạn chế).")
    did_you_mean = graphene.String(description="A better spelling, where there is one (có phải bạn muốn tìm).")
    corrected = graphene.Boolean(
        required=True,
        description="Whether these hits are for `didYouMean`; `exactly` takes the words as typed (đã sửa chính tả).",
    )
    ended = graphene.List(
        graphene.NonNull(Procedure),
        required=True,
        description="Procedures of that code or name that no longer hold (đã bãi bỏ, được thay thế).",
    )
    agencies = graphene.List(
        graphene.NonNull(Agency), required=True, description="Agencies of that name, new or old (cơ quan)."
    )
    decisions = graphene.List(
        graphene.NonNull(Decision), required=True, description="Decisions of that number (quyết định công bố)."
    )
    pages = graphene.List(
        graphene.NonNull(PageLink),
        required=True,
        description="Editorial pages with these words in title or text, the best three (trang tin, hướng dẫn).",
    )

    signposts = graphene.List(
        graphene.NonNull(Signpost),
        required=True,
        description="Where to go for what is not the province's, two at most (nơi khác giải quyết).",
    )

    @staticmethod
    def resolve_ended(root: dict[str, Any], info: graphene.ResolveInfo) -> list[Procedure]:
        return procedures(info, ended(root["query"], on=root["day"], locale=root["locale"]))

    @staticmethod
    def resolve_agencies(root: dict[str, Any], info: graphene.ResolveInfo) -> list[dict[str, Any]]:
        names = info.context.lookups.agencies
        return [
            {"key": each.key, "name": names.on(each.key, root["day"], root["locale"]), "level": each.level}
            for each in agencies_named(root["query"], root["day"], root["locale"])
        ]

    @staticmethod
    def resolve_decisions(root: dict[str, Any], info: graphene.ResolveInfo) -> list[Any]:
        found = decisions_named(root["query"])
        info.context.lookups.meet_decisions(each.pk for each in found)
        return [Decision(each, root["day"], root["locale"]) for each in found]

    @staticmethod
    def resolve_pages(root: dict[str, Any], info: graphene.ResolveInfo) -> list[Entry]:
        return pages_found(root["query"], info.context.lookups.pages(root["locale"]))

    @staticmethod
    def resolve_signposts(root: dict[str, Any], info: graphene.ResolveInfo) -> list[dict[str, str]]:
        return [signpost_of(row, root["locale"]) for row in wording().signposts(root["query"])]


class ProcedureFilter(graphene.InputObjectType):
    """Narrows a list of procedures; values of one list are alternatives, lists are combined (bộ lọc thủ tục)."""

    sector = graphene.List(graphene.NonNull(graphene.ID), description="Keys of sectors (lĩnh vực).")
    levels = graphene.List(graphene.NonNull("api.enums.Level"), description="Levels (cấp thực hiện).")
    audiences = graphene.List(graphene.NonNull("api.enums.Audience"), description="Who may apply (đối tượng).")
    agencies = graphene.List(graphene.NonNull(graphene.ID), description="Keys of agencies (cơ quan thực hiện).")
    channels = graphene.List(graphene.NonNull("api.enums.Channel"), description="Ways to hand in (cách thức nộp).")
    fee = graphene.List(graphene.NonNull("api.enums.FeeChoice"), description="Free or not (phí, lệ phí).")
