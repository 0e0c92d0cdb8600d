from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import SiteNotice


class SiteNoticeViewSet(SnippetViewSet):
    model = SiteNotice
    icon = "info-circle"
    menu_label = _("Thông báo chung")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ("text", "from_on", "until_on")
    search_fields = ("text",)


register_snippet(SiteNoticeViewSet)
