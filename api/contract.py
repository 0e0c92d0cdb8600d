"""What a change of the schema breaks for those who build on it."""

import re

from graphql import BreakingChange, BreakingChangeType, GraphQLSchema, find_breaking_changes

REMOVALS = {
    BreakingChangeType.FIELD_REMOVED,
    BreakingChangeType.ARG_REMOVED,
    BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
}
NAMED = re.compile(r"[_A-Za-z]\w*(?:\.[_A-Za-z]\w*)?")


def broken(released: GraphQLSchema, now: GraphQLSchema) -> list[str]:
    """What breaks, in words. What was released as deprecated may go."""
    changes = find_breaking_changes(released, now)
    return [change.description for change in changes if not was_deprecated(released, change)]


def was_deprecated(released: GraphQLSchema, change: BreakingChange) -> bool:
    """Whether the removed field, argument or value was marked so in the released schema."""
    if change.type not in REMOVALS:
        return False
    named = NAMED.findall(change.description)
    if change.type == BreakingChangeType.VALUE_REMOVED_FROM_ENUM:  # `VALUE was removed from enum type Kind.`
        return is_deprecated(released, named[-1], named[0])
    kind, field = named[0].split(".")  # `Kind.field was removed.`, `Kind.field arg name was removed.`
    return is_deprecated(released, kind, field, named[2] if change.type == BreakingChangeType.ARG_REMOVED else "")


def is_deprecated(schema: GraphQLSchema, kind: str, name: str, argument: str = "") -> bool:
    held = schema.type_map[kind]
    part = (getattr(held, "fields", None) or held.values)[name]  # type: ignore[attr-defined]
    if argument:
        part = part.args[argument]
    return bool(part.deprecation_reason)
