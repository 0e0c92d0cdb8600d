"""Pages of a list in a stable order, forwards and backwards, as Relay's connections ask for them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import graphene
from graphql import GraphQLError

from register.answer import Between

from .arguments import after, page_size
from .cursors import decode
from .limits import PAGE


def arguments() -> dict[str, Any]:
    """What a list that pages both ways takes."""
    return {
        "first": graphene.Int(
            description=f"How many from the beginning, or after `after`; {PAGE} by default, at most 100 (lấy từ đầu)."
        ),
        "after": after(),
        "last": graphene.Int(
            description="How many from the end, or before `before`, in the same order; 100 at most (lấy từ cuối)."
        ),
        "before": graphene.String(description="Cursor of the first edge of the page after (trước con trỏ)."),
    }


def asked(kind: str, given: dict[str, Any]) -> Between:
    """From the arguments. Raises GraphQLError for both directions at once, a page too large, a foreign cursor."""
    first, last = given.get("first"), given.get("last")
    if first is not None and last is not None:
        raise GraphQLError("Ask for `first` or for `last`, not for both.", extensions={"code": "BAD_PAGING"})
    after, before = (
        decode(kind, cursor, name) if (cursor := given.get(name)) is not None else None for name in ("after", "before")
    )
    backward = last is not None
    size = page_size(last, "last") if last is not None else page_size(PAGE if first is None else first)
    return Between(size, backward, after, before)


def bounds(keys: Sequence[str], page: Between) -> tuple[int, int]:
    """Where the page begins and ends in sorted keys. A key that is gone still tells the place where it stood."""
    begin = bisect_right(keys, page.after) if page.after is not None else 0
    end = bisect_left(keys, page.before) if page.before is not None else len(keys)
    end = max(begin, end)
    return (max(begin, end - page.size), end) if page.backward else (begin, min(end, begin + page.size))


def bounds_from_the_end(keys: Sequence[str], page: Between) -> tuple[int, int]:
    """The same in keys of which the greatest come first."""
    begin, end = bounds(keys[::-1], Between(page.size, not page.backward, page.before, page.after))
    return len(keys) - end, len(keys) - begin
