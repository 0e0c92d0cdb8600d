"""The guide of a procedure to the last leaf, as released. Every type here is a plain part of it."""

from typing import Any

import graphene

from register.guide import Guide as Released

from ..scalars import Date
from .content import File
from .decision import with_url
from .named import ProcedureReference
from .plain import Plain


class GuideException(Plain):
    """A case for which the procedure is not meant (không dùng khi)."""

    text = graphene.String(required=True, description="The case in plain words (trường hợp).")
    procedure = graphene.Field(ProcedureReference, description="What to use instead; null where none is named (dùng).")


class GuideMistake(Plain):
    """What many get wrong (lỗi thường gặp)."""

    text = graphene.String(required=True, description="What they do (lỗi).")
    instead = graphene.String(required=True, description='What to do instead, "" where it is plain (cách làm đúng).')


class Guide(Plain):
    """Plain words beside the announced text, and no law: the announced text alone is (hướng dẫn dễ hiểu)."""

    is_legal = graphene.Boolean(
        required=True, description="Always false: where it differs, the announced text holds (không phải văn bản)."
    )
    names = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="What people call it (tên thường gọi)."
    )
    summary = graphene.String(required=True, description="In plain words; may be empty (nói ngắn gọn).")
    use_when = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Cases it is meant for (dùng khi)."
    )
    not_when = graphene.List(
        graphene.NonNull(GuideException), required=True, description="Cases it is not meant for (không dùng khi)."
    )
    mistakes = graphene.List(
        graphene.NonNull(GuideMistake), required=True, description="What many get wrong (lỗi thường gặp)."
    )
    sample = graphene.Field(File, description="A filled sample, of invented persons (mẫu điền sẵn).")
    locale = graphene.String(required=True, description="Language it is told in (ngôn ngữ).")
    is_fallback = graphene.Boolean(
        required=True, description="True where the asked language has none of its own (chưa dịch)."
    )
    released_on = Date(required=True, description="Day from which it counts (ngày công khai hướng dẫn).")


def guide_of(held: Released, references: dict[str, Any]) -> dict[str, Any]:
    """The guide as the schema tells it; `references` are the procedures it leads to, by code."""
    data = held.data
    return held.told | {
        "not_when": [
            {"text": each["text"], "procedure": references[each["code"]] if each["code"] else None}
            for each in data["not_when"]
        ],
        "sample": with_url(data["sample"]) if data["sample"] else None,
    }
