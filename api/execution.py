"""Execution that does not walk where nothing can happen.

Where no resolver of a part does anything but read a key or an attribute, its selection is compiled once into functions
that copy what is asked, which costs a tenth of resolving field by field. The content of an edition is plain data and
copied as it stands; elsewhere values are still put into the shape of their type. Anything unusual (a directive, an
argument, a resolver of its own, a null where none may be) takes the ordinary way.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from graphene.types.resolver import dict_or_attr_resolver
from graphene.utils.str_converters import to_snake_case
from graphql import (
    ExecutionContext,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    InlineFragmentNode,
    SelectionSetNode,
)
from graphql.pyutils import Path

from .limits import look_at_clock

Copy = Callable[[Any], Any]


class NotPlainError(Exception):
    """This part must be resolved field by field."""


class Projecting(ExecutionContext):
    """Graphql-core's execution, with plain parts copied by compiled functions."""

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_nodes: list[FieldNode],
        info: GraphQLResolveInfo,
        path: Path,
        result: Any,
    ) -> Any:
        look_at_clock(self.context_value.ends_at)
        copy = self._copy_of(return_type, field_nodes)
        if copy is not None:
            try:
                return copy(result)
            except (NotPlainError, KeyError, AttributeError, TypeError, GraphQLError):
                pass  # the ordinary way tells what is wrong, and where
        return super().complete_object_value(return_type, field_nodes, info, path, result)

    def _copy_of(self, return_type: GraphQLObjectType, field_nodes: list[FieldNode]) -> Copy | None:
        # Kept beside the parsed document, whose nodes therefore live as long as the keys made of their ids.
        compiled: dict[Any, Copy | None] = self.context_value.compiled
        key = (return_type.name, *map(id, field_nodes))
        if key not in compiled:
            try:
                compiled[key] = self._compile(return_type, field_nodes)
            except NotPlainError:
                compiled[key] = None
        return compiled[key]

    def _compile(self, kind: GraphQLObjectType, field_nodes: list[FieldNode]) -> Copy:
        for node in field_nodes:
            _refuse_directives(node.selection_set, self.fragments)
        if kind.is_type_of:
            raise NotPlainError
        plain = is_plain(kind)
        parts: list[tuple[str, str, Copy | None]] = []
        for name, nodes in self.collect_subfields(kind, field_nodes).items():
            asked = nodes[0].name.value
            field = kind.fields.get(asked)  # None for __typename
            if field is None or field.args:
                raise NotPlainError
            key = to_snake_case(asked) if plain else key_read_by(field)
            parts.append((name, key, self._compile_value(field.type, nodes, plain)))
        if plain:
            return lambda data: {name: data[key] if copy is None else copy(data[key]) for name, key, copy in parts}

        def read(held: Any) -> dict[str, Any]:
            values = held.__getitem__ if type(held) is dict else partial(getattr, held)
            return {name: values(key) if copy is None else copy(values(key)) for name, key, copy in parts}

        return read

    def _compile_value(self, kind: Any, nodes: list[FieldNode], plain: bool) -> Copy | None:
        if isinstance(kind, GraphQLNonNull):
            inner = self._compile_value(kind.of_type, nodes, plain)
            return lambda value: _present(value) if inner is None else _present(inner(_present(value)))
        if isinstance(kind, GraphQLList):
            item = self._compile_value(kind.of_type, nodes, plain)
            return lambda value: None if value is None else [each if item is None else item(each) for each in value]
        if plain and isinstance(kind, GraphQLEnumType):
            names = {getattr(told.value, "value", told.value): name for name, told in kind.values.items()}
            return lambda value: None if value is None else names[value]
        if isinstance(kind, GraphQLScalarType | GraphQLEnumType):
            return None if plain else lambda value: None if value is None else kind.serialize(value)
        if not isinstance(kind, GraphQLObjectType):
            raise NotPlainError
        copy = self._compile(kind, nodes)
        return lambda value: None if value is None else copy(value)


def is_plain(kind: GraphQLObjectType) -> bool:
    """Whether the type says of itself that its fields are only keys."""
    return bool(getattr(getattr(kind, "graphene_type", None), "is_plain", False))


def key_read_by(field: GraphQLField) -> str:
    """The key or attribute that the field's resolver reads, and does nothing else. Raises NotPlainError."""
    resolve = field.resolve
    if isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver and resolve.args[1] is None:
        return str(resolve.args[0])
    raise NotPlainError


def _present(value: Any) -> Any:
    if value is None:
        raise NotPlainError
    return value


def _refuse_directives(selections: SelectionSetNode | None, fragments: dict[str, FragmentDefinitionNode]) -> None:
    """@skip and @include hang on variables, which differ between requests of one document."""
    for selection in selections.selections if selections else ():
        if selection.directives:
            raise NotPlainError
        if isinstance(selection, FieldNode | InlineFragmentNode):
            _refuse_directives(selection.selection_set, fragments)
        else:
            _refuse_directives(fragments[selection.name.value].selection_set, fragments)  # type: ignore[attr-defined]
