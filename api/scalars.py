"""Scalars of the schema."""

import datetime as dt

from graphene import Date as GrapheneDate

Day = dt.date


class Date(GrapheneDate):
    """A day as `2026-12-01`. Days turn at midnight in Viet Nam."""
