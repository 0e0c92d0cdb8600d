from typing import Any

import graphene

from following import asking
from register.subjects import Subject

from ..enums import SubjectKind
from ..types.followed import token

field = graphene.Boolean(
    required=True,
    token=token(),
    kind=SubjectKind(description="Of the one that is to end; without it all (loại đối tượng)."),
    key=graphene.ID(description="Its code or key (mã)."),
    description="Follow one thing no more, or nothing: the address is then deleted. True as well where it had ended "
    "before; false for a link that we never wrote (thôi theo dõi).",
)


def resolve(root: None, info: graphene.ResolveInfo, token: str, kind: Any = None, key: str | None = None) -> bool:
    if kind is None and key is None:
        return asking.end(token)
    return asking.end(token, Subject(getattr(kind, "value", kind) or "", key or ""))
