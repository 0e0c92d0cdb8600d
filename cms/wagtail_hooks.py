"""All that the desk tells Wagtail, by hook."""

from functools import partial
from typing import Any

from django.contrib.auth.models import Permission
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.snippets.models import register_snippet

from . import entering
from .desk import checker, guide, menus, translating, translation_bench
from .desk.group import ProcedureGroup
from .desk.importing import ImportViewSet
from .desk.papers import PaperViewSet
from .desk.redacting import RedactionViewSet
from .desk.reorganizing import ReorganizationViewSet
from .desk.reports import menu as reports
from .desk.reports import reviews
from .desk.review_items import MarkSeen
from .desk.service_lists import ServiceListViewSet
from .login import hooks as login
from .login import keeping
from .models import Edition

register_snippet(ProcedureGroup)
hooks.register("register_admin_viewset", ReorganizationViewSet)
hooks.register("register_admin_viewset", RedactionViewSet)
hooks.register("register_admin_viewset", ImportViewSet)
hooks.register("register_admin_viewset", ServiceListViewSet)
hooks.register("register_admin_viewset", guide.GuideViewSet)
hooks.register("register_help_menu_item", guide.help_item)
hooks.register("construct_help_menu", guide.help_menu)
hooks.register("register_admin_viewset", PaperViewSet)
hooks.register("register_admin_viewset", translation_bench.TranslationViewSet)
hooks.register("register_log_actions", translation_bench.acts)
hooks.register("register_log_actions", reviews.acts)
hooks.register("register_log_actions", entering.acts)
hooks.register("register_admin_viewset", reports.ReportViewSet)
for place in range(len(reports.REPORTS)):
    hooks.register("register_reports_menu_item", partial(reports.item, place))

hooks.register("register_bulk_action", MarkSeen)
hooks.register("construct_snippet_action_menu", menus.action_menu)
hooks.register("construct_homepage_panels", menus.homepage_panels)
hooks.register("construct_reports_menu", menus.reports_menu)
hooks.register("construct_wagtail_userbar", checker.across_origins)
hooks.register("before_edit_snippet", translating.save_into_draft, order=-1)
hooks.register("register_log_actions", login.acts)
hooks.register("register_account_menu_item", login.account_menu_item)
hooks.register("register_user_listing_buttons", login.listing_buttons)
hooks.register("before_delete_user", keeping.before_delete)
hooks.register("before_edit_user", keeping.before_edit)
hooks.register("before_bulk_action", keeping.before_bulk)


@hooks.register("register_permissions")
def permissions() -> Any:
    """The right to announce, offered in the editor of groups."""
    return Permission.objects.filter(content_type__app_label="cms", codename="announce_decision")


@hooks.register("register_group_permission_panel")
def rights_by_department() -> Any:
    """Rights on departments (their collections), offered in the editor of groups."""
    return collection_member_permission_formset_factory(
        Edition,
        [
            ("add_edition", "Thêm", "Thêm thủ tục, quyết định và nội dung"),
            ("change_edition", "Sửa", "Sửa thủ tục, quyết định và nội dung"),
            ("delete_edition", "Xóa", "Xóa dự thảo"),
            ("view_edition", "Xem", "Xem dự thảo"),
            ("lock_edition", "Khóa", "Khóa dự thảo"),
            ("unlock_edition", "Mở khóa", "Mở khóa dự thảo"),
        ],
        "cms/desk/rights_by_department.html",
    )
