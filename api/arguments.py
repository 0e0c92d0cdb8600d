"""Arguments that many root fields share, and how they are read."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import graphene
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    Undefined,
)

from register.answer import answer

from .context import LOCALES
from .limits import MAX_PAGE, PAGE, refusal
from .scalars import Date, LookUpCode


def on() -> Date:
    return Date(description="Day asked for; today in Viet Nam by default (ngày được hỏi).")


def locale() -> graphene.String:
    return graphene.String(
        default_value="vi", description="`vi` or `en`; a missing text falls back to Vietnamese (ngôn ngữ)."
    )


def filed_code() -> graphene.String:
    return graphene.String(
        required=True, description="Code of the draft or dossier, as `NHAP-7K2M9QXC` (mã hồ sơ hoặc mã bản nháp)."
    )


def look_up_code() -> LookUpCode:
    return LookUpCode(required=True, description="The look-up code that was told with it (mã tra cứu).")


def upload_ids() -> graphene.List:
    return graphene.List(
        graphene.NonNull(graphene.ID),
        default_value=[],
        description="Files that were taken in for this dossier, by id (tệp đính kèm).",
    )


def first(default: int = PAGE) -> graphene.Int:
    return graphene.Int(default_value=default, description="How many; 100 at most (số lượng).")


def after() -> graphene.String:
    return graphene.String(description="Cursor of the last edge of the page before (sau con trỏ).")


def page_size(size: int, name: str = "first") -> int:
    """`first` or `last` within its bounds. Raises GraphQLError, which names them."""
    if not 0 <= size <= MAX_PAGE:
        raise refusal("PAGE_SIZE", size, MAX_PAGE, f"`{name}` may be 0 to {MAX_PAGE}: ask page by page, with cursors")
    return size


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


def take_null_as_default(schema: GraphQLSchema) -> None:
    """An explicit null in the place of an argument that has a default means the default, in every field there is."""
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType) or kind.name.startswith("__"):
            continue
        for field in kind.fields.values():
            defaults = {
                argument.out_name or name: argument.default_value
                for name, argument in field.args.items()
                if argument.default_value is not Undefined and argument.default_value is not None
            }
            if defaults and field.resolve:
                field.resolve = _with_defaults(field.resolve, defaults)


def _with_defaults(resolve: Callable[..., Any], defaults: Mapping[str, Any]) -> Callable[..., Any]:
    def resolved(root: Any, info: graphene.ResolveInfo, **given: Any) -> Any:
        for name, default in defaults.items():
            if given.get(name) is None:
                given[name] = default
        return resolve(root, info, **given)

    return resolved
