"""The menu "Tìm kiếm"."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from .lists import BestBetViewSet, SignpostViewSet, SuggestedQueryViewSet, SynonymViewSet
from .reporting import ReportView, approve
from .trying import TryView, may_edit_search, try_synonym


class _ForEditors(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return may_edit_search(request.user)


class _PageViewSet(ViewSet):
    menu_item_class = _ForEditors


class TryViewSet(_PageViewSet):
    name = "search_try"
    url_prefix = "tim-kiem/thu"
    icon = "search"
    menu_label = _("Thử tìm kiếm")
    menu_order = 10

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", TryView.as_view(), name="index"),
            path("tu-dong-nghia/", try_synonym, name="synonym"),
            path("tu-dong-nghia/<int:pk>/", try_synonym, name="synonym"),
        ]


class ReportViewSet(_PageViewSet):
    name = "search_report"
    url_prefix = "tim-kiem/bao-cao"
    icon = "history"
    menu_label = _("Người dân tìm gì")
    menu_order = 15

    def get_urlpatterns(self) -> list[Any]:
        return [path("", ReportView.as_view(), name="index"), path("goi-y/", approve, name="approve")]


class SearchGroup(ViewSetGroup):
    menu_label = _("Tìm kiếm")
    menu_icon = "search"
    menu_order = 150
    items = (TryViewSet, ReportViewSet, SynonymViewSet, BestBetViewSet, SignpostViewSet, SuggestedQueryViewSet)
