import graphene

from register.answer import decisions_at

from .. import arguments
from ..types.decision import Decision

field = graphene.Field(
    Decision,
    number=graphene.String(
        required=True,
        description="Address `123-QD-UBND-2026`, or the number as written where only one has it (số, ký hiệu).",
    ),
    locale=arguments.locale(),
    description="One announced decision; null where there is none, or several of that number (quyết định công bố).",
)


def resolve(root: None, info: graphene.ResolveInfo, number: str, locale: str = "vi") -> Decision | None:
    found = decisions_at(number)
    if len(found) != 1:
        return None
    return Decision(found[0], info.context.lookups.today, arguments.locale_asked(locale))
