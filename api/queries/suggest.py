import datetime as dt

import graphene

from search.suggest import MOST, Suggestion, suggest

from .. import arguments
from ..enums import SuggestionKind
from ..types.connections import TextPiece


class SuggestionType(graphene.ObjectType):
    """A proposal for the search box (gợi ý)."""

    class Meta:
        name = "Suggestion"

    kind = SuggestionKind(required=True, description="What is proposed (loại gợi ý).")
    key = graphene.ID(required=True, description="The procedure's code, the sector's key, or the query (khóa).")
    text = graphene.String(required=True, description="Words to show and to search for (chữ gợi ý).")
    pieces = graphene.List(
        graphene.NonNull(TextPiece), required=True, description="The same with the typed marked (gợi ý có đánh dấu)."
    )


field = graphene.List(
    graphene.NonNull(SuggestionType),
    required=True,
    prefix=graphene.String(required=True, description="What has been typed so far (chữ đang gõ)."),
    first=graphene.Int(default_value=8, description=f"How many; {MOST} at most (số lượng)."),
    on=arguments.on(),
    locale=arguments.locale(),
    description="Proposals while typing (gợi ý khi gõ): names in any order of syllables, sectors, codes.",
)


def resolve(
    root: None, info: graphene.ResolveInfo, prefix: str, first: int, on: dt.date | None = None, locale: str = "vi"
) -> list[Suggestion]:
    return suggest(prefix, first=first, on=arguments.day_asked(info, on), locale=arguments.locale_asked(locale))
