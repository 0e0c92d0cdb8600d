"""Lists that are told whole where nothing else is asked, and in parts for who says how many and after which."""

from typing import Any

import graphene

from .arguments import page_size
from .context import Part


def part() -> dict[str, Any]:
    """The arguments of such a list."""
    return {
        "first": graphene.Int(description="How many, 100 at most; all where it is left out (số lượng)."),
        "after": graphene.ID(description="Key of the last edition of the part before (sau nội dung có khóa)."),
    }


def part_asked(first: int | None, after: str | None) -> Part:
    """Raises GraphQLError for a number out of bounds."""
    return Part(None if first is None else page_size(first), after)
