import graphene

from search.models import Signpost as Row

from .plain import Plain


class Signpost(Plain):
    """Another body that handles what was searched for (nơi khác giải quyết)."""

    title = graphene.String(required=True, description="Who handles it (nơi giải quyết).")
    text = graphene.String(required=True, description="What is done there, and how (nói gì với người dân).")
    url = graphene.String(required=True, description='Its site, `https` alone; "" for none (địa chỉ trang).')
    telephone = graphene.String(required=True, description='"" where none is told (điện thoại).')


def signpost_of(row: Row, locale: str) -> dict[str, str]:
    """In Vietnamese where the editors have not written it in the locale."""
    english = locale == "en"
    return {
        "title": (english and row.title_en) or row.title,
        "text": (english and row.text_en) or row.text,
        "url": row.url,
        "telephone": row.telephone,
    }
