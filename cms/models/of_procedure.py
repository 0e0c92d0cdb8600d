from typing import Any

from wagtail.models import Collection

from .decision import AnnouncedError


class OfAProcedure:
    """A row of one procedure that has revisions; it belongs to the department that keeps the procedure."""

    procedure: Any
    procedure_id: Any
    _revisions: Any

    @property
    def revisions(self) -> Any:
        return self._revisions.all()

    @property
    def code(self) -> str:
        return str(self.procedure.code)

    @property
    def collection(self) -> Collection | None:
        found: Collection | None = self.procedure.collection if self.procedure_id else None
        return found


class Workbench(OfAProcedure):
    """One whose text the control office releases: it stands as long as something of it is public."""

    KEPT_FROM_ROW: tuple[str, ...] = ()

    def released(self) -> Any:
        """What was released last; None where nothing was, or it was taken back."""
        raise NotImplementedError

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.released():
            raise AnnouncedError(str(self))
        deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)  # type: ignore[misc]
        return deleted

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision brings its words back, never the keys that decide rights."""
        restored = super().with_content_json(content)  # type: ignore[misc]
        for name in self.KEPT_FROM_ROW:
            setattr(restored, name, getattr(self, name))
        return restored
