import graphene

from search import usage

from .record_search import id_of

field = graphene.Boolean(
    required=True,
    search=graphene.ID(required=True, description="The id that `recordSearch` was given (mã lượt tìm)."),
    description="Note that its page was used to search again (ghi lượt tìm tiếp): so it was not given up.",
)


def resolve(root: None, info: graphene.ResolveInfo, search: str) -> bool:
    usage.followed(id_of(search, "search"))
    return True
