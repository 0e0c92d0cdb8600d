"""Who may touch what at the desk: one policy, read from the department that keeps the procedure.

A right is granted to a group on a collection (Wagtail's own collection permissions for the model Edition) and holds for
the departments below it. Nothing else grants anything: not Django's plain model permissions, not ownership.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from wagtail.permission_policies.collections import CollectionPermissionPolicy

ANY_RIGHT = ("add", "change", "delete", "view")


class DepartmentPolicy(CollectionPermissionPolicy):
    """`path` leads from the model to its collection, as a lookup."""

    def __init__(self, model: type[models.Model], path: str) -> None:
        self.path = path
        super().__init__(model, auth_model=apps.get_model("cms", "Edition"))

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "publish" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"publish"})

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        asked = set(actions) - {"publish"}  # announcing makes public; no right of Wagtail's does
        collection = instance.collection
        if not asked:
            return False
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

    def may_see(self, user: AbstractBaseUser, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, ANY_RIGHT, instance)
