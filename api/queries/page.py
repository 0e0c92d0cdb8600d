import graphene

from cms.pages.read import Entry, Moved, moved, pages

from .. import arguments
from ..types.page import Beside, Page, PageAnswer

field = graphene.Field(
    PageAnswer,
    path=graphene.String(required=True, description='Address below `/trang/`; "" is the first page (đường dẫn).'),
    locale=arguments.locale(),
    description="An editorial page, or where its address leads now; null where nothing stands (trang tin, hướng dẫn).",
)


def resolve(root: None, info: graphene.ResolveInfo, path: str, locale: str = "vi") -> Page | Moved | None:
    asked = arguments.locale_asked(locale)
    entry = info.context.lookups.pages(asked).at(path)
    return (page_of(entry, asked) if entry else None) or moved(path)


def page_of(entry: Entry, asked: str) -> Page | None:
    """None where it was taken down since the tree was read."""
    row = pages([entry]).get(entry.pk)
    return Page(entry, row, asked, Beside([row])) if row else None
