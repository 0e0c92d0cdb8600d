"""What the desk shows of search."""

from wagtail import hooks

from .desk.group import SearchGroup


@hooks.register("register_admin_viewset")
def search_group() -> SearchGroup:
    return SearchGroup()
