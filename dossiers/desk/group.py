"""The menu "Hồ sơ một cửa"."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from ..reading import agencies_of
from . import acts, officers, wordings
from .lists import ListView
from .page import DossierPage


class _ForOfficers(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(agencies_of(request.user))


class _ForAdministrators(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.is_superuser)


class _ForEditors(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return wordings.may_set_words(request.user)


class DossierViewSet(ViewSet):
    menu_item_class = _ForOfficers
    name = "dossiers"
    url_prefix = "ho-so"
    icon = "folder-open-inverse"
    menu_label = _("Hồ sơ")
    menu_order = 10

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", ListView.as_view(), name="index"),
            path("<str:code>/", DossierPage.as_view(), name="dossier"),
            path("<str:code>/viec/<str:action>/", acts.act, name="act"),
            path("<str:code>/tin-nhan/", acts.write, name="write"),
            path("<str:code>/tep/<str:key>/", acts.file, name="file"),
        ]


class OfficerViewSet(ViewSet):
    menu_item_class = _ForAdministrators
    name = "dossier_officers"
    url_prefix = "can-bo-mot-cua"
    icon = "group"
    menu_label = _("Cán bộ một cửa")
    menu_order = 20

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", officers.OfficersView.as_view(), name="index"),
            path("<int:pk>/bo/", officers.remove, name="remove"),
        ]


class WordingViewSet(ViewSet):
    menu_item_class = _ForEditors
    name = "dossier_wordings"
    url_prefix = "mau-tin-bao"
    icon = "mail"
    menu_label = _("Mẫu tin báo")
    menu_order = 30

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", wordings.WordingsView.as_view(), name="index"),
            path("<str:action>/<str:form>/<str:locale>/", wordings.WordingView.as_view(), name="wording"),
        ]


class DossierGroup(ViewSetGroup):
    menu_label = _("Hồ sơ một cửa")
    menu_icon = "folder-open-inverse"
    menu_order = 120
    items = (DossierViewSet, OfficerViewSet, WordingViewSet)
