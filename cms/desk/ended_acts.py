"""Legal texts that hold no more (văn bản hết hiệu lực), and which procedures in force still stand on them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from ..citing import citing, words_of
from ..models import EndedAct
from .base import DeskIndexView, DeskViewSet, day_column


class EndedActIndexView(DeskIndexView):
    title = staticmethod(lambda row: row.number)
    title_label = _("Số, ký hiệu")
    title_sort = "number"


class EndedActViewSet(DeskViewSet):
    model = EndedAct
    icon = "calendar"
    menu_label = _("Văn bản hết hiệu lực")
    menu_order = 850
    index_view_class = EndedActIndexView
    search_fields = ("number", "title", "replaced_by")
    ordering = ("-ended_on", "number")
    edit_handler = ObjectList(
        [
            FieldPanel("number"),
            FieldPanel("title"),
            FieldPanel("ended_on"),
            FieldPanel("is_partly", help_text=_("Điều, khoản nào còn hay hết thì người soạn phải đọc văn bản.")),
            FieldPanel("replaced_by", help_text=_("Số, ký hiệu; để trống nếu không có.")),
        ]
    )
    list_display = (
        "number",
        day_column("ended_on", _("Hết hiệu lực từ")),
        Column("is_partly", label=_("Một phần"), accessor=lambda row: _("Một phần") if row.is_partly else "–"),
        Column("replaced_by", label=_("Văn bản thay thế")),
        Column("citing", label=_("Thủ tục còn viện dẫn"), accessor=lambda row: words_of(citing().get(row.slug, ()))),
    )
