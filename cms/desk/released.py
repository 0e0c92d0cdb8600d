"""What lists of workbenches share whose rows the control office releases: guides and intake forms."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from .choices import department_choices

STATES = {
    "public": _("Đang công khai"),
    "edited": _("Có sửa sau khi công khai"),
    "taken_back": _("Đã rút"),
    "draft": _("Dự thảo"),
}


def state_of(row: Any) -> Any:
    """Of a row with `released_at`, `is_public` and `is_edited`."""
    if row.released_at is None:
        return STATES["draft"]
    if not row.is_public:
        return STATES["taken_back"]
    return STATES["edited" if row.is_edited else "public"]


class ReleasedFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Trạng thái"), choices=list(STATES.items()), method="in_state")
    department = django_filters.ChoiceFilter(field_name="procedure__department", label=_("Đơn vị"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        asked = {
            "draft": {"released_at__isnull": True},
            "taken_back": {"released_at__isnull": False, "is_public": False},
            "edited": {"is_public": True, "is_edited": True},
            "public": {"is_public": True, "is_edited": False},
        }
        return rows.filter(**asked[value])


class ToPage:
    """Who has saved comes to the page of the row."""

    object: Any

    def get_success_url(self) -> str:
        return str(self.object.snippet_viewset.address("overview", self.object))
