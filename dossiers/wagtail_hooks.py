"""What the desk shows of dossiers."""

from typing import Any

from django.contrib.auth.models import Permission
from wagtail import hooks

from .desk.group import DossierGroup


@hooks.register("register_admin_viewset")
def dossier_group() -> DossierGroup:
    return DossierGroup()


@hooks.register("register_permissions")
def wording_permission() -> Any:
    """Granted to a group by administrators."""
    return Permission.objects.filter(content_type__app_label="dossiers", codename="add_wording")
