"""Who stands in for whom, kept by the control office (người thay)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column

from ..models import Substitute
from .base import DeskIndexView, DeskViewSet, day_column


class SubstituteIndexView(DeskIndexView):
    title = staticmethod(lambda row: str(row.user))
    title_label = _("Người thay")
    title_sort = "user__username"


class SubstituteViewSet(DeskViewSet):
    model = Substitute
    icon = "user"
    menu_label = _("Người thay")
    menu_order = 700
    index_view_class = SubstituteIndexView
    search_fields = ("user__username", "absent__username")
    ordering = ("-from_on", "-id")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("user"), FieldPanel("absent")]),
            FieldRowPanel([FieldPanel("from_on"), FieldPanel("until_on")]),
        ]
    )
    list_display = (
        "user",
        Column("absent", label=_("Thay cho"), accessor=lambda row: str(row.absent), sort_key="absent__username"),
        day_column("from_on", _("Từ ngày")),
        day_column("until_on", _("Đến hết ngày")),
    )

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("user", "absent")
