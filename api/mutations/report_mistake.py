from typing import Any

import graphene
from graphql import GraphQLError

from inbox.receiving import receive
from search.masking import masked

from .. import arguments, enums, rates
from ..scalars import ProcedureCode
from ..types.told import Told

MOST = 2_000  # characters

Refusal = enums.listed(
    "MistakeRefusal",
    "Why a report was not taken (lý do không nhận).",
    {
        "unknown_code": "There is no procedure of that code (không có thủ tục này).",
        "empty": "It says nothing (chưa viết gì).",
        "too_long": "More than 2,000 characters (quá 2.000 chữ).",
        "too_many": "Too many from this address: later (gửi quá nhiều, thử lại sau).",
    },
)


class MistakeInput(graphene.InputObjectType):
    """What is wrong in a public text. No name, address or number of the reader is asked for (báo nội dung sai)."""

    code = ProcedureCode(required=True, description="Code of the procedure (mã thủ tục).")
    field = enums.TextField(description="Which part is wrong (mục sai).")
    text = graphene.String(
        required=True,
        description="What is wrong, 2,000 characters at most. Numbers, dates and mail addresses are masked (sai gì).",
    )


class MistakeReport(graphene.ObjectType):
    """What became of a report (kết quả gửi)."""

    received = graphene.Boolean(required=True, description="Whether the agency has it now (đã nhận).")
    refusal = graphene.Field(Refusal, description="Why not, where it was not taken (lý do).")
    wait_seconds = graphene.Int(description="After `TOO_MANY`: seconds to wait (chờ số giây).")


field = graphene.Field(
    graphene.NonNull(MistakeReport),
    input=MistakeInput(required=True, description="What is wrong, and where (nội dung báo)."),
    description="Tell the agency that a public text is wrong (báo nội dung sai). Nothing of who tells is kept.",
)


def resolve(root: None, info: graphene.ResolveInfo, input: dict[str, Any]) -> Told:
    if len(input["text"]) > MOST:
        return Told(False, "too_long")
    text = masked(input["text"])
    if not text:
        return Told(False, "empty")
    try:
        code = arguments.known_code(info, input["code"])
    except GraphQLError:
        return Told(False, "unknown_code")
    seconds = rates.wait_to_report(info.context)
    if seconds:
        return Told(False, "too_many", seconds)
    told = input.get("field")
    receive(code, getattr(told, "value", told) or "", text)
    return Told(True)
