"""What a user may choose in forms and filters, with the names read once for all rows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from register import clock
from register.models import Agency, Announcement, Sector
from register.naming import Naming, agency_names, sector_names
from register.vietnamese import fold

from ..models import Decision, Department, Edition
from ..policy import ANY_RIGHT, DepartmentPolicy, guarding, policy_for

WRITING = ("add", "change")


def own_rows(model: type[models.Model], user: Any) -> QuerySet[Any] | None:
    """The rows that this user may write on; None for a model that is nobody's own."""
    if model is Department:
        return departments(user, WRITING)
    policy = policy_for(model)
    return policy.instances_user_has_any_permission_for(user, WRITING) if policy else None


def departments(user: Any, rights: Any = ANY_RIGHT) -> QuerySet[Department]:
    policy = DepartmentPolicy(Edition, "procedure__department__collection")
    return Department.objects.filter(collection__in=policy.collections_user_has_any_permission_for(user, rights))


def department_choices(user: Any) -> list[tuple[int, str]]:
    rows = departments(user).values_list("pk", "agency__key")
    return _named(rows, agency_names().on)


def sector_choices() -> list[tuple[int, str]]:
    return _named(Sector.objects.values_list("pk", "key"), sector_names().on)


def issuer_choices() -> list[tuple[int, str]]:
    used = Decision.objects.exclude(issuer=None).values("issuer")
    return _named(Agency.objects.filter(pk__in=used).values_list("pk", "key"), agency_names().on)


def _named(rows: Any, name: Callable[..., str]) -> list[tuple[int, str]]:
    today = clock.today()
    return sorted(((pk, name(key, today)) for pk, key in rows), key=lambda pair: pair[1])


def by_key(keys: Iterable[str], names: Naming) -> list[tuple[str, str]]:
    """Keys of agencies or sectors with their names today, in the order of letters without accents."""
    today = clock.today()
    return sorted(((key, names.on(key, today)) for key in keys), key=lambda pair: fold(pair[1]))


def with_announced(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Adds `is_announced`, so that a list needs no query for each row."""
    same = Announcement.objects.filter(
        issuer_key=OuterRef("issuer_known"), number=OuterRef("number"), signed_on=OuterRef("signed_on")
    )
    known = Coalesce(F("issuer__key"), models.Value(""))
    return decisions.annotate(issuer_known=known).annotate(is_announced=Exists(same))


def followable(user: Any) -> QuerySet[Decision]:
    """The decisions that another may follow: announced ones of ministries, and those the user sees anyway."""
    policy = guarding(Decision)
    seen = policy.seen_by(user).values("pk")
    rows = with_announced(Decision.objects.filter(issuer__level="ministry"))
    return rows.filter(models.Q(is_announced=True) | models.Q(pk__in=seen)).order_by("-signed_on", "-pk")
