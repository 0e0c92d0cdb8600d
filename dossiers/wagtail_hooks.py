"""What the desk shows of dossiers."""

from wagtail import hooks

from .desk.group import DossierGroup


@hooks.register("register_admin_viewset")
def dossier_group() -> DossierGroup:
    return DossierGroup()
