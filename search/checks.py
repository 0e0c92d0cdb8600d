"""What `manage.py check` tells of the index. Quick, and silent where the engine is away: then it is no news."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register

from .engines import EngineUnavailable, engine


@register("search")
def index_is_of_this_format(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """An index of another version, or whose mapping somebody changed, answers wrongly."""
    try:
        if engine().is_of_this_format(quickly=True):
            return []
    except EngineUnavailable:
        return []
    return [
        Warning(
            "The search index is of another format: names are searched in the database until it is built anew.",
            hint="The worker builds it anew within a minute; manage.py rebuild_index does it at once.",
            id="search.W001",
        )
    ]
