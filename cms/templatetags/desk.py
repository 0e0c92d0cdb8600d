from typing import Any

from django import template
from django.db.models import TextChoices

from register import words
from register.models import Agency, Sector
from register.naming import name_of

from ..desk import decisions, editions
from ..desk.choices import with_announced
from ..desk.editions import with_state
from ..desk.translating import without_publishing
from ..models import Decision, Edition

register = template.Library()
register.filter("without_publishing", without_publishing)


@register.simple_tag
def desk_state(row: Any) -> Any:
    """Where a row of the desk stands, in our words; None for what is none of ours, as Wagtail's pages."""
    if isinstance(row, Edition):
        stored = with_state(Edition.objects.filter(pk=row.pk)).first()
        return editions.state_of(stored) if stored else editions.STATES["draft"]
    if isinstance(row, Decision):
        stored = with_announced(Decision.objects.filter(pk=row.pk)).first()
        return decisions.state_of(stored) if stored else decisions.STATES["draft"]
    return "" if row._meta.app_label in {"cms", "register"} else None


@register.filter
def word(value: str, kind: str) -> Any:
    """The Vietnamese word of a value of one of the closed lists: `{{ unit|word:"Unit" }}`."""
    choices: type[TextChoices] = getattr(words, kind)
    return choices(value).label if value in choices.values else value


@register.filter
def named(key: str, kind: str) -> str:
    """The name of an agency or sector today."""
    row = (Sector if kind == "sector" else Agency).objects.filter(key=key).first() if key else None
    return name_of(row) if row else key or ""
