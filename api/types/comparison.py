"""What differs between two days of a procedure."""

import graphene

from register.compare import Part, Piece

from ..enums import TextField, listed
from ..scalars import Date

DifferencePart = listed(
    "DifferencePart",
    "What a piece of a text is (phần khác nhau).",
    {
        Part.SAME.value: "Stayed (Giữ nguyên).",
        Part.ADDED.value: "Came (Thêm vào).",
        Part.REMOVED.value: "Went (Bỏ đi).",
    },
)


class DifferencePiece(graphene.ObjectType):
    """A piece of a text: without those added it is before, without those removed after (đoạn khác nhau)."""

    text = graphene.String(required=True, description="The piece, plain text (đoạn chữ).")
    part = DifferencePart(required=True, description="Whether it stayed, came or went (giữ, thêm hay bỏ).")

    @staticmethod
    def resolve_part(root: Piece, info: graphene.ResolveInfo) -> str:
        return root.part.value


class FieldDifference(graphene.ObjectType):
    """A part of the text that differs (mục thay đổi)."""

    field = TextField(required=True, description="Which part (mục).")
    label = graphene.String(required=True, description="Its words in the official form (tên mục).")
    pieces = graphene.List(
        graphene.NonNull(DifferencePiece), required=True, description="The text, before and after (trước và sau)."
    )


class Comparison(graphene.ObjectType):
    """What changed between two days (so sánh nội dung giữa hai ngày)."""

    from_on = Date(required=True, description="Day of the text before (từ ngày).")
    to_on = Date(required=True, description="Day of the text after (đến ngày).")
    from_edition = graphene.Field(
        "api.types.procedure.Edition", description="The edition before; null before its first (nội dung trước)."
    )
    to_edition = graphene.Field("api.types.procedure.Edition", description="The edition after (nội dung sau).")
    differences = graphene.List(
        graphene.NonNull(FieldDifference),
        required=True,
        description="Only what differs, in the order of the form (các mục khác nhau).",
    )
