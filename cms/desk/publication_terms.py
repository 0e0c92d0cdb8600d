"""The setting by which it is counted what is due for publication by law."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from ..models import PublicationTerm
from .base import DeskIndexView, DeskViewSet


class PublicationTermIndexView(DeskIndexView):
    title = staticmethod(str)
    title_label = _("Quyết định")
    title_sort = "from_on"


def days_column(name: str, label: Any) -> Column:
    def shown(row: PublicationTerm) -> Any:
        days = getattr(row, name)
        return "–" if days is None else _now("%(n)d ngày làm việc") % {"n": days}

    return Column(name, label=label, accessor=shown)


class PublicationTermViewSet(DeskViewSet):
    model = PublicationTerm
    icon = "calendar-check"
    menu_label = _("Thời hạn công khai")
    menu_order = 860
    index_view_class = PublicationTermIndexView
    inspect_view_enabled = True
    search_fields = ("source",)
    ordering = ("-from_on",)
    edit_handler = ObjectList([FieldPanel(name) for name in ("from_on", "announce_within", "enter_within", "source")])
    list_display = (
        "__str__",
        days_column("announce_within", _("Công khai trong")),
        days_column("enter_within", _("Nhập CSDL quốc gia trong")),
        Column("source", label=_("Căn cứ")),
    )


def way_to_set(user: Any) -> str:
    """Where the setting is made, "" for who may not."""
    return reverse(PublicationTerm.snippet_viewset.get_url_name("add")) if may_set(user) else ""  # type: ignore[attr-defined]


def may_set(user: Any) -> bool:
    return bool(user.has_perm("cms.add_publicationterm"))


def not_set(user: Any) -> Any:
    """That nothing is counted, and where that is mended."""
    way = way_to_set(user)
    said = _now("Chưa đặt thời hạn công khai, nên chưa đếm ngày.")
    if not way:
        return said + " " + _now("Cán bộ kiểm soát đặt ở Thủ tục → Thời hạn công khai.")
    return format_html('{} <a href="{}">{}</a>', said, way, _now("Đặt thời hạn công khai"))
