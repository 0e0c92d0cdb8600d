from typing import Any

import graphene

from cms.pages.read import notices

from .. import arguments
from ..types.page import SiteNotice

field = graphene.List(
    graphene.NonNull(SiteNotice),
    required=True,
    locale=arguments.locale(),
    description="What is to be told above every page today, the newest first (thông báo chung).",
)


def resolve(root: None, info: graphene.ResolveInfo, locale: str = "vi") -> list[Any]:
    return notices(arguments.locale_asked(locale))
