"""What Wagtail's menus and panels say here: nothing is published by a button of Wagtail's."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import TaskState
from wagtail.snippets.action_menu import ActionMenuItem, SaveMenuItem, SubmitForModerationMenuItem

from register import clock

from ..models import Edition, Step
from ..policy import policy_for
from .home import panels_of
from .reports.menu import DeskReportItem

NOT_HERE = {"action-publish", "action-unpublish"}
WORKFLOW_WORDS = {"approve": _("Duyệt"), "reject": _("Trả lại kèm lý do")}


class SaveDraft(SaveMenuItem):
    template_name = "cms/desk/save_draft.html"


class SubmitToControl(SubmitForModerationMenuItem):
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"label": _("Trình kiểm soát")}


class AskForCorrection(ActionMenuItem):
    name = "action-correction"
    label = _("Đề nghị đính chính")
    icon_name = "edit"

    def get_url(self, parent_context: Any) -> str:
        row = parent_context["instance"]
        return str(row.snippet_viewset.address("correction", row))


OURS = {"action-save": SaveDraft(order=0), "action-submit": SubmitToControl(order=60)}


def action_menu(items: list[Any], request: Any, context: dict[str, Any]) -> None:
    """Hook construct_snippet_action_menu: our words, and no publishing."""
    if policy_for(context["model"]) is None or not context["draftstate_enabled"]:
        return
    items[:] = [OURS.get(item.name, item) for item in items if item.name not in NOT_HERE]
    row = context.get("instance")
    if getattr(row, "corrects_key", ""):  # it goes another way than the workflow's
        items[:] = [item for item in items if item.name == "action-save"]
        items.append(AskForCorrection(order=60))
    for item in items:
        if item.name in WORKFLOW_WORDS:
            comment = item.name == "approve" and item.launch_modal
            item.label = _("Duyệt kèm ý kiến") if comment else WORKFLOW_WORDS[item.name]


def _seen(user: Any, row: Any) -> bool:
    policy = policy_for(type(row))
    return policy is None or policy.may_see(user, row)


class WaitingPanel(Component):
    """What waits for this officer, the oldest first, with the day by which it should be done."""

    name = "waiting"
    template_name = "cms/desk/waiting.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, today = parent_context["request"].user, clock.today()
        context: dict[str, Any] = super().get_context_data(parent_context)
        policy = policy_for(Edition)
        steps = {step.pk: step for step in Step.objects.filter(active=True)}
        states = TaskState.objects.none()
        for step in steps.values():
            states = states | step.get_task_states_user_can_moderate(user)
        states = states.select_related("workflow_state__requested_by").order_by("started_at", "pk")
        found = list(states[:SHOWN])
        keys = [int(state.workflow_state.object_id) for state in found]
        rows = Edition.objects.select_related("procedure", "decision").in_bulk(keys)
        context["waiting"] = [
            {
                "edition": rows[key],
                "url": rows[key].snippet_viewset.address("edit", rows[key]),
                "by": state.workflow_state.requested_by,
                "due_on": due,
                "late": due < today,
            }
            for state, key in zip(found, keys, strict=True)
            for due in [steps[state.task_id].due_on(state)]
        ]
        context["takes_steps"] = any(
            policy.user_has_any_permission(user, [step.right]) for step in steps.values() if policy
        )
        context["count"] = states.count() if len(found) == SHOWN else len(found)
        return context


class SentPanel(UserObjectsInWorkflowModerationPanel):
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        states = list(context["workflow_states"])
        texts = [state.content_object for state in states if isinstance(state.content_object, Edition)]
        prefetch_related_objects(texts, "procedure__department__collection", "decision", "locale", "sector")
        context["workflow_states"] = [state for state in states if _seen(user, state.content_object)]
        return context


INSTEAD = {WorkflowObjectsToModeratePanel: WaitingPanel, UserObjectsInWorkflowModerationPanel: SentPanel}
SHOWN = 30  # of what waits


def homepage_panels(request: Any, panels: list[Any]) -> None:
    """Hook construct_homepage_panels."""
    panels[:] = [INSTEAD[type(panel)]() if type(panel) in INSTEAD else panel for panel in panels]
    panels += panels_of(request.user)


def reports_menu(request: Any, items: list[Any]) -> None:
    """Hook construct_reports_menu: Wagtail's own reports name texts of all departments."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if isinstance(item, DeskReportItem)]
