"""Scalars of the schema."""

from typing import Any

from graphene import Date as GrapheneDate


class Date(GrapheneDate):
    """A day as `2026-12-01`. Days turn at midnight in Viet Nam."""

    @staticmethod
    def serialize(value: Any) -> str:
        # Documents hold days as text already.
        return value if isinstance(value, str) else GrapheneDate.serialize(value)
