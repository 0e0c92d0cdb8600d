"""Terms for translators (thuật ngữ dịch), kept by those who translate and those who read what was translated."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from ..models import Term
from .base import DeskIndexView, DeskViewSet


class TermIndexView(DeskIndexView):
    title = staticmethod(lambda row: row.vietnamese)
    title_label = _("Thuật ngữ")
    title_sort = "vietnamese"


class TermViewSet(DeskViewSet):
    model = Term
    icon = "openquote"
    menu_label = _("Thuật ngữ dịch")
    menu_order = 800
    index_view_class = TermIndexView
    search_fields = ("vietnamese", "allowed", "note")
    ordering = ("vietnamese",)
    edit_handler = ObjectList([FieldPanel("vietnamese"), FieldPanel("allowed"), FieldPanel("note")])
    list_display = (
        "vietnamese",
        Column("allowed", label=_("Được dịch là"), accessor=lambda row: ", ".join(row.words)),
        Column("note", label=_("Ghi chú")),
    )
