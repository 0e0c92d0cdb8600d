"""What one GraphQL request may ask for. Each refusal names the limit, the value and the way out.

Bytes, tokens and nesting are told before parsing, which costs 13 µs a token; aliases, directives, depth and cost after
parsing and before validation, some of whose rules are quadratic; the cost depends on variables and is told before
execution. Nothing here reads the database.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from graphql.language.visitor import Visitor, visit
from graphql.type.introspection import SchemaMetaFieldDef, TypeMetaFieldDef

MAX_BODY = 2_000_000  # bytes; answers to a form may be long
MAX_TEXT = 100_000  # letters of a document
MAX_TOKENS = 4_000
MAX_NESTING = 60  # brackets of any kind
MAX_DEPTH = 20  # fields below fields; the introspection query of GraphiQL needs 16
MAX_INTROSPECTION = 3  # lists of the schema inside lists of the schema
MAX_ALIASES = 50
MAX_DIRECTIVES = 50
MAX_FRAGMENTS = 100  # a chain of them is walked fragment by fragment
MAX_REPEATS = 10  # the same field again in one selection: validation compares each with each
MAX_MERGED = 20  # the same field of one object, brought in by fragments or by repeating what stands above it
MAX_COST = 12_000
MAX_ROWS = 1_000  # editions in lists that are told whole where no `first` is given
MAX_SECONDS = 10.0
PAGE = 20  # rows, where none are told
MAX_PAGE = 100
PAGING = ("first", "last")
INTROSPECTION_LISTS = {"fields", "interfaces", "possibleTypes", "inputFields"}

# A string without its end takes all that follows: to try each of its quotes anew would take the square of its length.
STRINGS = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*(?:""")?|"(?:[^"\\\n]|\\.)*"?|#[^\n]*', re.DOTALL)
TOKEN = re.compile(r"[_A-Za-z]\w*|-?\d[\d.eE+-]*|\.\.\.|[{}()\[\]:!$@=|&]|\"")
BRACKET = re.compile(r"[{(\[]|[})\]]")


def refusal(code: str, value: float, allowed: float, way_out: str) -> GraphQLError:
    """An error in words, with its numbers for machines."""
    return GraphQLError(
        f"{way_out} ({value} asked for, {allowed} allowed)",
        extensions={"code": code, "value": value, "limit": allowed},
    )


# -- Before parsing ---------------------------------------------------------------------------------------------------


def look_at_text(text: str) -> None:
    """Count tokens and nesting without understanding them. Raises GraphQLError."""
    if len(text) > MAX_TEXT:
        raise refusal("DOCUMENT_TOO_LONG", len(text), MAX_TEXT, "The document is too long: ask in several requests")
    bare = STRINGS.sub('"', text)
    tokens = sum(1 for _ in TOKEN.finditer(bare))
    if tokens > MAX_TOKENS:
        raise refusal(
            "TOO_MANY_TOKENS", tokens, MAX_TOKENS, "The document has too many tokens: ask in several requests"
        )
    depth = deepest = 0
    for bracket in BRACKET.findall(bare):
        depth += 1 if bracket in "{([" else -1
        deepest = max(deepest, depth)
    if deepest > MAX_NESTING:
        raise refusal("TOO_DEEP", deepest, MAX_NESTING, "Brackets are nested too deeply: ask for less at once")


# -- Before validating ------------------------------------------------------------------------------------------------


class _Counting(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.aliases = self.directives = self.repeats = 0

    def enter_field(self, node: FieldNode, *_args: Any) -> None:
        self.aliases += node.alias is not None
        self.directives += len(node.directives)

    def enter_selection_set(self, node: SelectionSetNode, *_args: Any) -> None:
        names: dict[str, int] = {}
        for each in node.selections:
            name = each.name.value if isinstance(each, FieldNode | FragmentSpreadNode) else "..."
            names[name] = names.get(name, 0) + (not isinstance(each, FieldNode) or each.alias is None)
        self.repeats = max(self.repeats, *names.values(), 0)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_args: Any) -> None:
        self.directives += len(node.directives)

    def enter_inline_fragment(self, node: InlineFragmentNode, *_args: Any) -> None:
        self.directives += len(node.directives)

    def enter_operation_definition(self, node: OperationDefinitionNode, *_args: Any) -> None:
        self.directives += len(node.directives)


def look_at_structure(document: DocumentNode) -> None:
    """Aliases, directives, repeated fields, depth. Raises GraphQLError."""
    counted = _Counting()
    visit(document, counted)
    if counted.aliases > MAX_ALIASES:
        raise refusal("TOO_MANY_ALIASES", counted.aliases, MAX_ALIASES, "Ask for fewer aliases, or in several requests")
    if counted.directives > MAX_DIRECTIVES:
        raise refusal("TOO_MANY_DIRECTIVES", counted.directives, MAX_DIRECTIVES, "Use fewer directives")
    if counted.repeats > MAX_REPEATS:
        raise refusal("TOO_MANY_REPEATS", counted.repeats, MAX_REPEATS, "Ask for each field once in a selection")
    fragments = len(_fragments_of(document))
    if fragments > MAX_FRAGMENTS:
        raise refusal("TOO_MANY_FRAGMENTS", fragments, MAX_FRAGMENTS, "Use fewer fragments")
    merged = _Merged(document).most
    if merged > MAX_MERGED:
        raise refusal("TOO_MANY_REPEATS", merged, MAX_MERGED, "Ask for each field of an object in fewer places")
    depths = _Depths(document)
    if depths.fields > MAX_DEPTH:
        raise refusal("TOO_DEEP", depths.fields, MAX_DEPTH, "Fields are nested too deeply: ask for less at once")
    if depths.lists > MAX_INTROSPECTION:
        raise refusal(
            "TOO_DEEP", depths.lists, MAX_INTROSPECTION, "Lists of the schema are nested too deeply: ask by type"
        )


class _Merged:
    """How many nodes at most make up one field of the answer: validation compares each of them with each."""

    def __init__(self, document: DocumentNode) -> None:
        self.most = 0
        self._fragments = _fragments_of(document)
        self._seen: set[frozenset[int]] = set()
        for each in document.definitions:
            if isinstance(each, OperationDefinitionNode | FragmentDefinitionNode):
                self._look_at([each.selection_set])

    def _look_at(self, selections: list[SelectionSetNode]) -> None:
        key = frozenset(map(id, selections))
        if key in self._seen or self.most > MAX_MERGED:
            return
        self._seen.add(key)
        found: dict[str, list[FieldNode]] = {}
        self._gather(selections, found, set())
        for nodes in found.values():
            self.most = max(self.most, len(nodes))
            below = [node.selection_set for node in nodes if node.selection_set]
            if below:
                self._look_at(below)

    def _gather(self, selections: list[SelectionSetNode], found: dict[str, list[FieldNode]], seen: set[str]) -> None:
        for each in (node for listed in selections for node in listed.selections):
            if isinstance(each, FieldNode):
                found.setdefault((each.alias or each.name).value, []).append(each)
            elif isinstance(each, InlineFragmentNode):
                self._gather([each.selection_set], found, seen)
            elif isinstance(each, FragmentSpreadNode) and each.name.value not in seen:
                seen.add(each.name.value)
                fragment = self._fragments.get(each.name.value)
                if fragment:
                    self._gather([fragment.selection_set], found, seen)


class _Depths:
    """How deep fields, and lists of the schema, are nested, fragments included; a cycle is left to validation."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = _fragments_of(document)
        self._known: dict[str, tuple[int, int]] = {}
        below = [self._of(each.selection_set) for each in document.definitions if hasattr(each, "selection_set")]
        self.fields = max((each[0] for each in below), default=0)
        self.lists = max((each[1] for each in below), default=0)

    def _of(self, selections: SelectionSetNode | None) -> tuple[int, int]:
        fields = lists = 0
        for each in selections.selections if selections else ():
            if isinstance(each, FieldNode):
                under = self._of(each.selection_set)
                under = (under[0] + 1, under[1] + (each.name.value in INTROSPECTION_LISTS))
            elif isinstance(each, FragmentSpreadNode):
                under = self._of_fragment(each.name.value)
            else:
                under = self._of(each.selection_set)  # type: ignore[attr-defined]
            fields, lists = max(fields, under[0]), max(lists, under[1])
        return fields, lists

    def _of_fragment(self, name: str) -> tuple[int, int]:
        if name not in self._known:
            self._known[name] = (0, 0)  # for a cycle
            fragment = self._fragments.get(name)
            self._known[name] = self._of(fragment.selection_set) if fragment else (0, 0)
        return self._known[name]


# -- Before executing -------------------------------------------------------------------------------------------------


@dataclass
class Weight:
    """What a selection costs: `own` for certain, and each part of `paged` as often as its page is long.

    A part that fragments bring in again and again is kept once, with how often, so that 60 fragments of two halves
    each are weighed in 60 steps.
    """

    own: int = 0
    paged: dict[int, tuple[int, "Page", "Weight"]] = field(default_factory=dict)

    @classmethod
    def of_page(cls, own: int, page: "Page", under: "Weight") -> "Weight":
        return cls(own, {id(under): (1, page, under)})

    def cost(self, variables: Mapping[str, Any], known: dict[int, int] | None = None) -> int:
        known = {} if known is None else known
        if id(self) not in known:
            parts = self.paged.values()
            known[id(self)] = self.own + sum(
                n * page.size(variables) * part.cost(variables, known) for n, page, part in parts
            )
        return known[id(self)]

    def add(self, other: "Weight") -> None:
        self.own += other.own
        for key, (times, page, part) in other.paged.items():
            self.paged[key] = (times + self.paged.get(key, (0,))[0], page, part)


@dataclass(frozen=True)
class Page:
    """How long a page is: what its variables say, for there may be one of each direction, else a number."""

    number: int = 1
    variables: tuple[str, ...] = ()

    def size(self, variables: Mapping[str, Any]) -> int:
        given = [size for name in self.variables if (size := _as_number(variables.get(name))) is not None]
        return max(1, *given) if given else max(1, self.number)


def _as_number(value: Any) -> int | None:
    """What the Int of GraphQL makes of a variable: 100.0 and "100" are a hundred as well."""
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        return None


def weigh(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> Weight:
    """The cost of an operation of a valid document: one for each field, times the length of the pages around it."""
    return _Weighing(schema, document, operation).weight


class _Weighing:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self._schema, self._fragments = schema, _fragments_of(document)
        self._known: dict[str, Weight] = {}
        self._defaults = {
            each.variable.name.value: int(each.default_value.value)
            for each in operation.variable_definitions
            if isinstance(each.default_value, IntValueNode)
        }
        self.weight = self._of(schema.get_root_type(operation.operation), operation.selection_set)

    def _of(self, kind: GraphQLNamedType | None, selections: SelectionSetNode | None) -> Weight:
        found = Weight()
        for each in selections.selections if selections else ():
            if isinstance(each, FieldNode):
                found.add(self._of_field(kind, each))
            elif isinstance(each, FragmentSpreadNode):
                found.add(self._of_fragment(each.name.value))
            elif isinstance(each, InlineFragmentNode):
                named = each.type_condition.name.value if each.type_condition else None
                found.add(self._of(self._schema.get_type(named) if named else kind, each.selection_set))
        return found

    def _of_field(self, kind: GraphQLNamedType | None, node: FieldNode) -> Weight:
        known = kind.fields.get(node.name.value) if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else None
        if known is None:
            known = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}.get(node.name.value)
        if known is None:
            return Weight(1)
        under = self._of(get_named_type(known.type), node.selection_set)
        page = self._page(known, node)
        if page is None:
            return Weight(1 + under.own, dict(under.paged))
        if page.variables:
            return Weight.of_page(1, page, under)
        found = Weight(1 + page.number * under.own)
        return Weight.of_page(found.own, Page(page.number), Weight(0, under.paged)) if under.paged else found

    def _page(self, known: Any, node: FieldNode) -> Page | None:
        sizes = [known.args[name].default_value for name in PAGING if name in known.args]
        if not sizes:
            return None
        told, variables = [], []
        for argument in node.arguments:
            if argument.name.value not in PAGING:
                continue
            if isinstance(argument.value, VariableNode):
                variables.append(argument.value.name.value)
                told += [self._defaults[name] for name in variables[-1:] if name in self._defaults]
            elif isinstance(argument.value, IntValueNode):
                told.append(int(argument.value.value))
        usual = next((size for size in sizes if isinstance(size, int)), PAGE)
        return Page(max(1, *told) if told else usual, tuple(variables))

    def _of_fragment(self, name: str) -> Weight:
        if name not in self._known:
            fragment = self._fragments[name]
            kind = self._schema.get_type(fragment.type_condition.name.value)
            self._known[name] = self._of(kind, fragment.selection_set)
        return self._known[name]


def look_at_cost(weight: Weight, variables: Mapping[str, Any] | None) -> None:
    """Raises GraphQLError."""
    cost = weight.cost(variables or {})
    if cost > MAX_COST:
        raise refusal("TOO_COSTLY", cost, MAX_COST, "Ask for shorter pages or fewer fields")


def look_at_rows(rows: int) -> None:
    """Raises GraphQLError."""
    if rows > MAX_ROWS:
        raise refusal(
            "TOO_MANY_ROWS", rows, MAX_ROWS, "The lists of editions are too long: give `first`, then go on with `after`"
        )


def deadline() -> float:
    return time.monotonic() + MAX_SECONDS


def look_at_clock(ends_at: float) -> None:
    """Raises GraphQLError."""
    if time.monotonic() > ends_at:
        raise refusal("TOO_SLOW", MAX_SECONDS, MAX_SECONDS, "The answer took too long: ask for less at once")


def _fragments_of(document: Node) -> dict[str, FragmentDefinitionNode]:
    definitions = getattr(document, "definitions", ())
    return {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
