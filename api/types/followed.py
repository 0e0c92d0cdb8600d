"""What somebody follows. Types here never hold an address."""

from collections.abc import Iterable
from typing import Any

import graphene

from following.models import Following
from register.subjects import Subject, names_of

from ..enums import SubjectKind
from .plain import Plain


class FollowedSubject(Plain):
    """A procedure, sector or agency that is followed (đối tượng được theo dõi)."""

    kind = SubjectKind(required=True, description="Procedure, sector or agency (loại).")
    key = graphene.ID(required=True, description="Code of the procedure, key of the sector or agency (mã).")
    name = graphene.String(required=True, description="What it is called today (tên).")


def subjects_of(rows: Iterable[Following], locale: str) -> list[dict[str, Any]]:
    followed = [Subject(row.kind, row.subject) for row in rows]
    names = names_of(followed, locale)
    return [{"kind": each.kind, "key": each.key, "name": names[each]} for each in followed]


def token() -> graphene.String:
    return graphene.String(required=True, description="The word in the link of a letter (mã trong liên kết của thư).")
