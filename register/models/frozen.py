"""Rows that are only ever added. The database refuses the rest by trigger (`register/guards.py`)."""

from typing import Any

from django.db import models


class FrozenError(Exception):
    """Somebody tried to change or delete a row of the public record."""


class FrozenQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        raise FrozenError(f"{self.model.__name__} is only ever added to.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise FrozenError(f"{self.model.__name__} is only ever added to.")


class Frozen(models.Model):
    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenError(f"{type(self).__name__} is only ever added to.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FrozenError(f"{type(self).__name__} is only ever added to.")
