import json
from typing import Any

from django.db import models

from .. import keys


class Sealed(models.Model):
    """A row with a data key of its own, which a numbered master key wraps. Without `wrapped` it is erased for good."""

    key_number = models.PositiveIntegerField()
    wrapped = models.BinaryField(max_length=40)

    class Meta:
        abstract = True

    @property
    def is_erased(self) -> bool:
        """Its data key was destroyed."""
        return not self.wrapped

    @property
    def key(self) -> keys.Key:
        """Raises keys.MissingKey, or keys.Unreadable for what was erased."""
        return keys.unwrap(keys.Wrapped(self.key_number, bytes(self.wrapped)))

    def sealed(self, value: Any, place: str) -> bytes:
        """JSON, which opens at this place of this row alone."""
        return self.key.seal(json.dumps(value, ensure_ascii=False).encode(), f"{self}/{place}")

    def opened(self, sealed: bytes | memoryview, place: str) -> Any:
        """Raises keys.MissingKey or keys.Unreadable."""
        return json.loads(self.key.open(bytes(sealed), f"{self}/{place}"))
