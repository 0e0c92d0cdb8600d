"""Global ids: what one names, and the way back to it."""

from typing import Any

import graphene


class Node(graphene.Interface):
    """Anything with a global id (đối tượng có mã toàn cục)."""

    id = graphene.ID(
        required=True, description="Global id; a dated answer's id contains its day and locale (định danh)."
    )

    @classmethod
    def resolve_type(cls, instance: Any, info: graphene.ResolveInfo) -> Any:
        return type(instance)
