from typing import Any

from wagtail.models import Collection


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
