"""The words of Wagtail's scripts, with those that its own Vietnamese catalogue lacks."""

from typing import Any

from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

_catalogue = JavaScriptCatalog.as_view(packages=["wagtail.admin", "cms"])


def words_of_scripts(request: Any) -> Any:
    """In the language that the reader chose for the desk, as Wagtail's own view at this address."""
    return get_localized_response(_catalogue, request)
