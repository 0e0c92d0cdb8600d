from typing import Any

import graphene

from cms.pages.read import pages

from .. import arguments
from ..limits import MAX_PAGE
from ..types.page import Beside, Page

field = graphene.List(
    graphene.NonNull(Page),
    required=True,
    locale=arguments.locale(),
    description=f"Pages about life situations, such as having a child, in the editors' order; {MAX_PAGE} at most "
    "(sự kiện trong đời).",
)


def resolve(root: None, info: graphene.ResolveInfo, locale: str = "vi") -> list[Any]:
    asked = arguments.locale_asked(locale)
    listed = info.context.lookups.pages(asked).life_events()[:MAX_PAGE]
    rows = pages(listed)
    beside = Beside(rows.values())
    return [Page(entry, rows[entry.pk], asked, beside) for entry in listed if entry.pk in rows]
