"""Wagtail's content checks over the portal: axe in the desk's panel and axe in the framed page may talk."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem


class PortalChecker(ContentCheckerItem):
    def get_axe_spec(self, request: Any) -> dict[str, Any]:
        origins = sorted({origin_of(settings.DESK_URL), origin_of(settings.PUBLIC_URL)})
        return super().get_axe_spec(request) | {"allowedOrigins": origins}


def across_origins(request: Any, items: list[Any], page: Any) -> None:
    """Hook construct_wagtail_userbar; Wagtail asks it for the editor's own panel of checks too."""
    items[:] = [PortalChecker(item.in_editor) if isinstance(item, AccessibilityItem) else item for item in items]


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
