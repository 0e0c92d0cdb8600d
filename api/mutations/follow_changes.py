from typing import Any

import graphene

from following import asking
from register.subjects import known

from .. import arguments, enums, rates
from ..scalars import MailAddress
from ..types.told import Told

Refusal = enums.listed(
    "FollowRefusal",
    "Why a wish to follow was not taken (lý do không nhận).",
    {
        "bad_address": "It is no mail address that is written to (địa chỉ thư không đúng).",
        "unknown_subject": "There is no such procedure, sector or agency (không có đối tượng này).",
        "too_many": "Too many from this reader: later (gửi quá nhiều, thử lại sau).",
    },
)


class FollowAnswer(graphene.ObjectType):
    """What became of a wish to follow (kết quả gửi). The same whether or not it is followed already."""

    received = graphene.Boolean(required=True, description="Whether it was taken; a letter then comes (đã nhận).")
    refusal = graphene.Field(Refusal, description="Why not, where it was not taken (lý do).")
    wait_seconds = graphene.Int(description="After `TOO_MANY`: seconds to wait (chờ số giây).")


field = graphene.Field(
    graphene.NonNull(FollowAnswer),
    address=MailAddress(required=True, description="Where to write to (địa chỉ thư)."),
    kind=enums.SubjectKind(required=True, description="What is followed (loại đối tượng)."),
    key=graphene.ID(required=True, description="Code of a procedure, key of a sector or agency (mã)."),
    locale=arguments.locale(),
    description="Ask to be written to when it changes. A letter comes with a link to confirm; what is not confirmed is "
    "deleted after 48 hours (theo dõi thay đổi).",
)


def resolve(root: None, info: graphene.ResolveInfo, address: str, kind: Any, key: str, locale: str = "vi") -> Told:
    language = arguments.locale_asked(locale)
    subject = known(getattr(kind, "value", kind), key)
    if subject is None:
        return Told(False, "unknown_subject")
    try:
        asking.normal_address(address)
    except asking.BadAddress:
        return Told(False, "bad_address")
    seconds = rates.wait_to_follow(info.context)
    if seconds:
        return Told(False, "too_many", seconds)
    asking.ask(address, subject, language)
    return Told(True)
