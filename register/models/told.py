"""Fields of the public record in which a person's data may stand by mistake: what is taken down is masked on reading.

The database refuses to change a row of the record, so the mask lies in the field: whoever reads, in whatever way, reads
the masked words (register/masking.py). To migrations they are the plain fields of which they are made.
"""

from typing import Any

from django.db import models


class _Masked:
    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        from ..masking import masked

        plain = getattr(super(), "from_db_value", None)
        return masked(plain(value, expression, connection) if plain else value)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        (plain,) = (base for base in type(self).__mro__ if base in PLAIN)
        return name, f"django.db.models.{plain.__name__}", args, kwargs


PLAIN = (models.CharField, models.TextField, models.JSONField)


class ToldChar(_Masked, models.CharField):
    """A line of the public record."""


class ToldText(_Masked, models.TextField):
    """A text of the public record."""


class ToldJSON(_Masked, models.JSONField):
    """A document of the public record."""
