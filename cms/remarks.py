"""Remarks at the fields of a draft (ý kiến): said by whoever works on it, settled by the same."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from wagtail.admin.utils import get_user_display_name

from register import clock

from .models import Edition, Remark
from .policy import guarding

# Who only reads (auditors, who announces) says nothing.
WORKING = ("add", "change", "head", "control", "translate")


def may_remark(user: Any, edition: Edition) -> bool:
    policy = guarding(Edition)
    return not edition.announced_key and policy.user_has_any_permission_for_instance(user, WORKING, edition)


def remark(edition: Edition, place: str, text: str, user: Any) -> Remark:
    """Raises ValidationError where there is no such place or no word."""
    row = Remark(
        edition=edition,
        place=place,
        text=text.strip(),
        author=user,
        author_name=get_user_display_name(user),
        made_at=clock.now(),
    )
    row.full_clean()
    row.save()
    return row


def settle(row: Remark, user: Any) -> None:
    """Twice changes nothing."""
    if row.settled_at is None:
        row.settled_at, row.settled_by = clock.now(), get_user_display_name(user)
        row.save(update_fields=["settled_at", "settled_by"])


def open_remarks(editions: Iterable[Edition]) -> dict[int, int]:
    """How many remarks are not settled, by the edition's pk; one query."""
    counted = Remark.objects.filter(edition__in=[row.pk for row in editions], settled_at=None).values("edition")
    return dict(counted.order_by().annotate(n=Count("pk")).values_list("edition", "n"))
