"""Who edits pages: a group of its own, with rights on pages and on a collection that no department's files are in."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from .models import HomePage
from .read import SOURCE

EDITORS = "Biên tập trang tin"
COLLECTION = "Trang tin"
ROOT_DEPTH = 2  # of the page that all others of a language stand below
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
ON_FILES = (
    *(("wagtailimages", f"{right}_image") for right in ("add", "change", "choose")),
    *(("wagtaildocs", f"{right}_document") for right in ("add", "change", "choose")),
)
ON_MODELS = (
    ("wagtailadmin", "access_admin"),
    *(("pages", f"{right}_sitenotice") for right in ("add", "change", "delete", "view")),
    ("wagtail_localize", "submit_translation"),
    *(("wagtailredirects", f"{right}_redirect") for right in ("add", "change", "delete")),
)


def page_root(title: str = "Trang tin và hướng dẫn", slug: str = "trang-chu") -> HomePage:
    """The page that all others stand below, made where there is none; Wagtail's own first page goes."""
    found: HomePage | None = HomePage.objects.filter(locale__language_code=SOURCE).order_by("path").first()
    if found is None:
        vietnamese = Locale.objects.get(language_code=SOURCE)
        found = Page.get_first_root_node().add_child(instance=HomePage(title=title, slug=slug, locale=vietnamese))
        found.save_revision().publish()  # so that it bears the moments that every page of the API has
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": found})
        for welcome in Page.objects.filter(depth=2, content_type__app_label="wagtailcore"):
            welcome.delete()
    return found


def make_page_editors() -> Group:
    """The group with its rights. Twice changes nothing: what an administrator took from it stays taken."""
    group, created = Group.objects.get_or_create(name=EDITORS)
    if not created:
        return group
    for root in page_root().get_translations(inclusive=True):
        for codename in ON_PAGES:
            permission = _permission("wagtailcore", codename)
            GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    collection = Collection.objects.filter(name=COLLECTION).first()
    collection = collection or Collection.get_first_root_node().add_child(name=COLLECTION)
    for app, codename in ON_FILES:
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=_permission(app, codename)
        )
    group.permissions.add(*(_permission(app, codename) for app, codename in ON_MODELS))
    return group


def rights_follow(source_obj: Any, target_obj: Any, **_kwargs: Any) -> None:
    """Wagtail's copy_for_translation_done: whoever has rights on the root of the pages has them in the new language."""
    if not isinstance(target_obj, Page) or target_obj.depth != ROOT_DEPTH:
        return
    for right in GroupPagePermission.objects.filter(page=source_obj.pk):
        GroupPagePermission.objects.get_or_create(
            group_id=right.group_id, page_id=target_obj.pk, permission_id=right.permission_id
        )


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
