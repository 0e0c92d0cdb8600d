"""Scalars of the schema."""

from typing import Any

from graphene import Date as GrapheneDate
from graphene.types.scalars import Scalar
from graphql import GraphQLError, StringValueNode, ValueNode

from register.answer import normal_code

LONGEST_CODE = 60  # characters; a local form has some thirty


class Date(GrapheneDate):
    """A day as `2026-12-01`. Days turn at midnight in Viet Nam (ngày)."""

    @staticmethod
    def serialize(value: Any) -> str:
        # Documents hold days as text already.
        return value if isinstance(value, str) else GrapheneDate.serialize(value)


class ProcedureCode(Scalar):
    """A procedure's code (mã thủ tục), as `1.001612`; taken in local form as well, `1.001612.000.00.00.H62`."""

    @staticmethod
    def serialize(value: Any) -> str:
        return str(value)

    @staticmethod
    def parse_value(value: Any) -> str:
        """The national form. Raises GraphQLError for what is no text, or too long to be a code."""
        if not isinstance(value, str):
            raise GraphQLError(f'A procedure\'s code is a string, as "1.001612", not {value!r:.80}.')
        if len(value) > LONGEST_CODE:
            raise GraphQLError(f"A procedure's code has at most {LONGEST_CODE} characters.")
        return normal_code(value)

    @staticmethod
    def parse_literal(node: ValueNode, _variables: Any = None) -> str:
        return ProcedureCode.parse_value(node.value if isinstance(node, StringValueNode) else None)


class Untold(Scalar):
    """Text that is taken and never told."""

    @staticmethod
    def serialize(value: Any) -> str:
        if value:
            raise GraphQLError("It is never told.")
        return ""  # what an argument is where it is left out

    @staticmethod
    def parse_value(value: Any) -> str:
        """What is no text is an empty one: an error of GraphQL would repeat the value, and stand in logs of clients."""
        return value if isinstance(value, str) else ""

    @staticmethod
    def parse_literal(node: ValueNode, _variables: Any = None) -> str:
        return Untold.parse_value(node.value if isinstance(node, StringValueNode) else None)


class MailAddress(Untold):
    """A mail address (địa chỉ thư điện tử). Only taken, never told."""


class LookUpCode(Untold):
    """What opens a draft or a dossier beside its code, as `7K2M-9QXC-4TBD`; only taken (mã tra cứu)."""


class Answers(Untold):
    """JSON text: `{section: {field: value}}`, a list for a group; personal data, only taken (nội dung đã điền)."""


class PrivateText(Untold):
    """What somebody writes, plain text; only taken (nội dung)."""


class Dong(Scalar):
    """A whole number of đồng. JSON numbers carry it exactly up to 2^53; the 32 bits of `Int` end at two billion."""

    @staticmethod
    def serialize(value: Any) -> int:
        return int(value)
