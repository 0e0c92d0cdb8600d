"""Answers Django's model-wide questions from the collection rights, so that Wagtail and wagtail-localize agree with
the policy. Whether a user may touch one row is the guard's question, not this one's."""

from typing import Any

from django.apps import apps
from django.contrib.auth.backends import BaseBackend

from ..policy import ANY_RIGHT, PATHS, policy_for


class DeskBackend(BaseBackend):
    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app, _dot, codename = perm.partition(".")
        if perm == "wagtail_localize.submit_translation":
            app, codename = "cms", "change_edition"
        action, _underscore, model = codename.partition("_")
        if app != "cms" or model not in PATHS or action not in ANY_RIGHT or not user_obj.is_active:
            return False
        policy = policy_for(apps.get_model(app, model))
        return policy is not None and policy.user_has_permission(user_obj, action)
