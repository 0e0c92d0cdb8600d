import uuid

import graphene
from graphql import GraphQLError

from search import usage

from .. import arguments

MOST = 1_000_000


def id_of(given: str, name: str) -> uuid.UUID:
    """Raises GraphQLError for what is no UUID of the random kind."""
    try:
        made = uuid.UUID(given)
    except ValueError:
        made = None
    if made is None or made.version != 4:
        raise GraphQLError(
            f"`{name}` is a random UUID (version 4), made anew for each search.", extensions={"code": "BAD_ID"}
        )
    return made


field = graphene.Boolean(
    required=True,
    id=graphene.ID(
        required=True, description="A random UUID that the front end makes anew for each search (mã lượt tìm)."
    ),
    query=graphene.String(
        required=True, description="Words as typed. Numbers that may be personal are masked (câu tìm)."
    ),
    total=graphene.Int(required=True, description="How many were found (tổng số kết quả)."),
    channel=graphene.String(required=True, description="The front end's name, as `portal`; 20 letters at most (kênh)."),
    locale=arguments.locale(),
    description="Note a search, so that editors see what citizens look for (ghi lượt tìm). Holds nothing of who asks.",
)


def resolve(
    root: None,
    info: graphene.ResolveInfo,
    id: str,
    query: str,
    total: int,
    channel: str,
    locale: str = "vi",
) -> bool:
    usage.searched(
        id_of(id, "id"),
        query,
        min(max(total, 0), MOST),
        channel=channel,
        locale=arguments.locale_asked(locale),
    )
    return True
