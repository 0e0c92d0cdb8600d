"""What the desk shows of search."""

from wagtail import hooks

from .desk import home
from .desk.group import SearchGroup

hooks.register("construct_homepage_panels", home.add_panel)


@hooks.register("register_admin_viewset")
def search_group() -> SearchGroup:
    return SearchGroup()
