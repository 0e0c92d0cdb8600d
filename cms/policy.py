"""Who may touch what at the desk: one policy, read from the department that keeps the procedure.

A right is granted to a group on a collection (Wagtail's own collection permissions for the model Edition) and holds for
the departments below it. Nothing else grants anything: not Django's plain model permissions, not ownership.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionPermissionPolicy

from register import clock

MAY_ANNOUNCE = "cms.announce_decision"
ANY_RIGHT = ("add", "change", "delete", "view", "head", "control", "translate", "proofread")
# Who may approve what a translator wrote.
MAY_PROOFREAD = ("control", "proofread")
# How each model of the desk leads to the collection of the department that keeps it.
PATHS = {
    "edition": "procedure__department__collection",
    "decision": "department__collection",
    "procedure": "department__collection",
    "guide": "procedure__department__collection",
    "intakeform": "procedure__department__collection",
    "reviewitem": "edition__procedure__department__collection",
}


def people_of(user: Any) -> list[Any]:
    """The user, and whom she stands in for today. Asked once a request: it is kept on the user's object."""
    if not hasattr(user, "_people_of"):
        today = clock.today()
        rows = apps.get_model("cms", "Substitute").objects.filter(
            user_id=user.pk, from_on__lte=today, until_on__gte=today, absent__is_active=True, absent__is_superuser=False
        )
        user._people_of = [user, *(row.absent for row in rows.select_related("absent"))]
    return list(user._people_of)


class DepartmentPolicy(CollectionPermissionPolicy):
    """`path` leads from the model to its collection, as a lookup."""

    def __init__(self, model: type[models.Model], path: str) -> None:
        self.path = path
        super().__init__(model, auth_model=apps.get_model("cms", "Edition"))

    def _get_user_permission_objects_for_actions(self, user: Any, actions: Any) -> set[Any]:
        """Those of the user, and of whom she stands in for."""
        found: set[Any] = set()
        for person in people_of(user):
            found |= super()._get_user_permission_objects_for_actions(person, actions)
        return found

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Of some text or other; "change" is for translators too, who write texts in other languages."""
        asked = {"change", "translate"} if action == "change" else {action}
        return self.user_has_any_permission(user, asked)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        asked = set(actions) - {"publish"}
        return bool(asked) and super().user_has_any_permission(user, asked)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        asked = set(actions) - {"publish"}  # announcing makes public; no right of Wagtail's does
        collection = instance.collection
        if not asked:
            return False
        if "change" in asked and is_translation(instance):
            asked |= {"translate"}
        if collection is None:  # a row not yet given to a department
            return instance.pk is None and super().user_has_any_permission(user, asked)
        return bool(self._check_perm(user, asked, collection=collection))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> models.QuerySet[Any]:
        rows = self.model._default_manager
        asked = set(actions) - {"publish"}
        if not (user.is_active and user.is_authenticated) or not asked:
            return rows.none()
        if user.is_superuser:
            return rows.all()
        return rows.filter(**{f"{self.path}__in": list(self._collections_with_perm(user, asked))})

    def users_with_any_permission_for_instance(self, actions: Any, instance: Any) -> models.QuerySet[Any]:
        return self._users_with_perm(set(actions), collection=instance.collection)

    def may_see(self, user: Any, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, ANY_RIGHT, instance)

    def seen_by(self, user: Any) -> models.QuerySet[Any]:
        """All rows that this user may see."""
        return self.instances_user_has_any_permission_for(user, ANY_RIGHT)

    def sees_all(self, user: Any) -> bool:
        """Whether she may see every row, whatever department it has or had."""
        return bool(self._check_perm(user, set(ANY_RIGHT), collection=Collection.get_first_root_node()))


def is_translation(row: Any) -> bool:
    """Whether it is a text in another language, which translators write."""
    if row._meta.label_lower == "cms.guide":
        return bool(row.language != "vi")
    return row._meta.label_lower == "cms.edition" and row.locale_id and row.locale.language_code != "vi"


class ReviewPolicy(DepartmentPolicy):
    """Items are read and marked as seen; what names no edition is for those with a right on all departments."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and self.user_has_any_permission(user, ANY_RIGHT)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> models.QuerySet[Any]:
        rows = super().instances_user_has_any_permission_for(user, actions)
        if self._check_perm(user, set(actions), collection=Collection.get_first_root_node()):
            rows = rows | self.model._default_manager.filter(edition=None)
        return rows


def policy_for(model: type[models.Model]) -> DepartmentPolicy | None:
    """The policy that guards this model; None for what every officer may see (agencies, sectors)."""
    return _policies().get(model._meta.label_lower)


def guarding(model: type[models.Model]) -> DepartmentPolicy:
    """The policy of a model that has one."""
    return _policies()[model._meta.label_lower]


@cache
def _policies() -> dict[str, DepartmentPolicy]:
    kinds = {"reviewitem": ReviewPolicy}
    return {
        f"cms.{name}": kinds.get(name, DepartmentPolicy)(apps.get_model("cms", name), path)
        for name, path in PATHS.items()
    }
