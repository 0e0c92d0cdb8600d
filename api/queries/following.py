from typing import Any

import graphene

from following import asking

from .. import arguments
from ..types.followed import FollowedSubject, subjects_of, token


class Following(graphene.ObjectType):
    """What a link of a letter is about (nội dung theo dõi). Whose it is, is told to nobody."""

    subjects = graphene.List(
        graphene.NonNull(FollowedSubject), required=True, description="What is followed (đối tượng)."
    )
    asked = graphene.Field(FollowedSubject, description="What the link asks to confirm (đối tượng chờ xác nhận).")
    confirmed = graphene.Boolean(required=True, description="Whether there is nothing to confirm (đã xác nhận).")


field = graphene.Field(
    Following,
    token=token(),
    locale=arguments.locale(),
    description="What is followed by who has this link. Null for a link that holds no more. Only by `POST` (danh sách "
    "đang theo dõi).",
)


def resolve(root: None, info: graphene.ResolveInfo, token: str, locale: str = "vi") -> dict[str, Any] | None:
    language = arguments.locale_asked(locale)
    asked = asking.asked_by(token)
    if asked:
        return {
            "asked": subjects_of([asked], language)[0],
            "subjects": [],
            "confirmed": asked.confirmed_at is not None,
        }
    rows = asking.followed_by(token)
    if rows is None:
        return None
    return {"asked": None, "subjects": subjects_of(rows, language), "confirmed": True}
