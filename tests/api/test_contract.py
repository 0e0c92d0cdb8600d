"""A released schema is not broken: what goes was deprecated before."""

from graphql import build_schema

from api.contract import broken

RELEASED = """
enum Kind { OLD @deprecated(reason: "gone") LIVE }
type Query { a(x: Int, y: Int @deprecated(reason: "gone")): Int  b: Int @deprecated(reason: "use a")  c: Kind }
"""


def against(now: str) -> list[str]:
    return broken(build_schema(RELEASED), build_schema(now))


def test_what_was_deprecated_may_go():
    assert against("enum Kind { LIVE } type Query { a(x: Int): Int c: Kind }") == []


def test_what_is_new_breaks_nothing():
    assert against(RELEASED.replace("c: Kind", "c: Kind d(z: Int): Int")) == []


def test_what_was_not_deprecated_may_not():
    assert against("enum Kind { OLD } type Query { b: Int c: Kind }") == [
        "LIVE was removed from enum type Kind.",
        "Query.a was removed.",
    ]
    assert against(RELEASED.replace("x: Int, ", "")) == ["Query.a arg x was removed."]


def test_no_type_may_change_and_no_argument_become_needed():
    assert len(against(RELEASED.replace("c: Kind", "c: Int"))) == 1
    assert len(against(RELEASED.replace("x: Int,", "x: Int!,"))) == 1
