import graphene

from following import asking

from .. import arguments
from ..types.followed import FollowedSubject, subjects_of, token

field = graphene.Field(
    FollowedSubject,
    token=token(),
    locale=arguments.locale(),
    description="Confirm by the link of a letter; again changes nothing. Null where the link holds no more (xác nhận "
    "theo dõi).",
)


def resolve(root: None, info: graphene.ResolveInfo, token: str, locale: str = "vi") -> dict[str, str] | None:
    language = arguments.locale_asked(locale)
    row = asking.confirm(token)
    return subjects_of([row], language)[0] if row else None
