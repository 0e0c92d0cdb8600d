import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from register import clock, working_days


class Step(Task):
    """A step of the workflow, taken by whoever has its right on the department of the text: its head, or the control
    office. Who takes it hangs on the text and not on a group of users, so one workflow serves all departments."""

    class Right(models.TextChoices):
        HEAD = "head", _("Lãnh đạo đơn vị")
        CONTROL = "control", _("Cơ quan kiểm soát")

    right = models.CharField(_("ai duyệt"), max_length=10, choices=Right.choices)
    within = models.PositiveSmallIntegerField(_("hạn (ngày làm việc)"), default=2)

    admin_form_fields = [*Task.admin_form_fields, "right", "within"]

    class Meta:
        verbose_name = _("bước duyệt theo đơn vị")
        verbose_name_plural = _("các bước duyệt theo đơn vị")

    @classmethod
    def get_description(cls) -> str:
        return _now("Người có quyền duyệt trên đơn vị của nội dung xem, rồi duyệt hoặc trả lại kèm lý do.")

    def may_act(self, row: Any, user: Any) -> bool:
        from ..policy import policy_for

        policy = policy_for(type(row))
        return policy is not None and policy.user_has_permission_for_instance(user, self.right, row)

    def due_on(self, state: TaskState) -> dt.date:
        """The day by which it should be done."""
        return working_days.after(state.started_at.astimezone(clock.ZONE).date(), self.within)

    # -- What Wagtail asks a task ---------------------------------------------------------------------------------

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.may_act(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.may_act(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self.may_act(obj, user)

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_act(obj, user):
            return []
        return [
            ("reject", _("Trả lại kèm lý do"), True),
            ("approve", _("Duyệt"), False),
            ("approve", _("Duyệt kèm ý kiến"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        from ..policy import guarding
        from .edition import Edition

        policy = guarding(Edition)
        rows = policy.instances_user_has_any_permission_for(user, [self.right])
        return self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=ContentType.objects.get_for_model(Edition),
            workflow_state__object_id__in=rows.annotate(key=Cast("pk", TextField())).values("key"),
        )
