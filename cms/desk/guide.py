"""The editors' guide at the desk (hướng dẫn biên tập): docs/huong-dan, as the repository has it."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

FOLDER = settings.BASE_DIR / "docs/huong-dan"
OF_WAGTAIL = {"editor-guide"}  # in English, of another product


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/desk/guide.html"
    page_title = _("Hướng dẫn biên tập")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("guide:index"), "label": self.page_title},
        ]

    @cached_property
    def written(self) -> tuple[str, str]:
        """First heading and the rest of our own file. Raises Http404 for one that is not there."""
        files = {file.stem: file for file in FOLDER.glob("*.md")}
        file = files.get(self.kwargs.get("name", "README"))
        if file is None:
            raise Http404
        heading, _line, rest = file.read_text(encoding="utf-8").partition("\n")
        return heading.lstrip("# "), rest

    def get_page_title(self) -> str:
        return self.written[0] if "name" in self.kwargs else str(self.page_title)

    @cached_property
    def text(self) -> str:
        """HTML of our own file, without its first heading, which is the page's."""
        _heading, rest = self.written
        html = MarkdownIt("commonmark", {"html": False}).enable("table").render(rest)
        return mark_safe(html)  # noqa: S308 - written by us, and raw HTML in it is shown as text

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=self.text, **kwargs)


def picture(request: HttpRequest, name: str) -> FileResponse:
    found = {file.stem: file for file in FOLDER.glob("*.png")}.get(name)
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), content_type="image/png")


class GuideViewSet(ViewSet):
    name = "guide"
    url_prefix = "huong-dan"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", GuideView.as_view(), name="index"),
            path("<slug:name>.md", GuideView.as_view(), name="page"),
            path("<slug:name>.png", picture, name="picture"),
        ]


def help_item() -> MenuItem:
    """Hook register_help_menu_item."""
    return MenuItem(_("Hướng dẫn biên tập"), reverse("guide:index"), name="guide", icon_name="help", order=100)


def help_menu(request: Any, items: list[MenuItem]) -> None:
    """Hook construct_help_menu: nothing that tells of Wagtail instead of this desk."""
    items[:] = [item for item in items if item.name not in OF_WAGTAIL and not item.name.startswith("whats-new")]
