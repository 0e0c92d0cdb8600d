"""Arguments that many root fields share, and how they are read."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import graphene
from graphql import FieldNode, FragmentSpreadNode, GraphQLError, InlineFragmentNode, SelectionNode

from register.answer import answer

from .context import LOCALES
from .scalars import Date


def on() -> Date:
    return Date(description="Day asked for; today in Viet Nam by default (ngày được hỏi).")


def locale() -> graphene.String:
    return graphene.String(default_value="vi", description="`vi` or `en`; a missing text falls back to Vietnamese.")


PAGE = 20  # rows, where none are told


def first(default: int = PAGE) -> graphene.Int:
    return graphene.Int(default_value=default, description="How many; 100 at most.")


def after() -> graphene.String:
    return graphene.String(description="Cursor of the last edge of the page before.")


def day_asked(info: graphene.ResolveInfo, on: dt.date | None) -> dt.date:
    today: dt.date = info.context.lookups.today
    return on or today


def locale_asked(locale: str) -> str:
    """Raises GraphQLError for a language there is none of."""
    if locale not in LOCALES:
        raise GraphQLError(
            f"`locale` is {locale[:20]!r}; it may be {' or '.join(LOCALES)}.", extensions={"code": "BAD_LOCALE"}
        )
    return locale


def known_code(info: graphene.ResolveInfo, code: str) -> str:
    """The procedure's own code for what was given. Raises GraphQLError for one that was never announced."""
    found = answer(code, info.context.lookups.today)
    if found is None:
        raise GraphQLError("There is no procedure of that `code`.", extensions={"code": "BAD_CODE"})
    return found.code


def selected(filter: dict[str, Any] | None) -> dict[str, list[str]]:
    """The chosen values by facet, enums as their stored values."""
    return {
        name: [getattr(value, "value", value) for value in values] for name, values in (filter or {}).items() if values
    }


def is_asked(info: graphene.ResolveInfo, name: str) -> bool:
    """Whether the document asks for this field of the answer, directly or by a fragment."""

    def among(selections: Iterable[SelectionNode]) -> bool:
        for node in selections:
            if isinstance(node, FieldNode):
                if node.name.value == name:
                    return True
            elif isinstance(node, FragmentSpreadNode):
                if among(info.fragments[node.name.value].selection_set.selections):
                    return True
            elif isinstance(node, InlineFragmentNode) and among(node.selection_set.selections):
                return True
        return False

    return any(node.selection_set and among(node.selection_set.selections) for node in info.field_nodes)
