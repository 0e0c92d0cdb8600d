from typing import Any

import graphene

from .. import arguments
from ..opening import citizen
from ..types.me import Me

field = graphene.Field(
    Me,
    locale=arguments.locale(),
    description="Who is logged in, by the token in `Authorization`; null for nobody. Only by `POST` (tôi).",
)


def resolve(root: None, info: graphene.ResolveInfo, locale: str = "vi") -> dict[str, Any] | None:
    found = citizen(info.context)
    language = arguments.locale_asked(locale)
    return {"name": found.name, "subject": found.subject, "locale": language} if found else None
