from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..handling import Role


class Assignment(models.Model):
    """That an officer sits at an agency's desk, or handles its dossiers (phân công). He sees those of no other."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    agency = models.CharField(_("cơ quan"), max_length=80)  # key
    role = models.CharField(
        _("vai trò"), max_length=10, choices=[(role.value, role.label) for role in (Role.RECEIVER, Role.HANDLER)]
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "agency", "role"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.agency} {self.role}"
