import graphene

from cms.pages.read import Entry

from .. import arguments
from ..types.page import PageLink

field = graphene.List(
    graphene.NonNull(PageLink),
    required=True,
    locale=arguments.locale(),
    description="The pages that editors show in the site's menu, in their order (mục chính).",
)


def resolve(root: None, info: graphene.ResolveInfo, locale: str = "vi") -> list[Entry]:
    return info.context.lookups.pages(arguments.locale_asked(locale)).menu()
