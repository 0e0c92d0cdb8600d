"""The steps of the workflow for many texts of one decision at once: sending them, and approving those that wait."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from . import telling
from .models import Edition, Step
from .policy import guarding

States = Mapping[int, WorkflowState]


def running(editions: Iterable[Edition]) -> dict[int, WorkflowState]:
    """The workflow that each stands in, waiting or sent back, by the edition's pk; one query."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Edition),
        object_id__in=[str(row.pk) for row in editions],
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    )
    return {int(state.object_id): state for state in states.select_related("current_task_state__task", "workflow")}


def may_be_sent(
    editions: Sequence[Edition], user: Any, bad: Iterable[int] = (), states: States | None = None
) -> list[Edition]:
    """Drafts of this user that wait nowhere and whose newest text nobody has approved. `bad`: pks with errors.

    `states`: what `running` tells of them, where it is known already.
    """
    policy = guarding(Edition)
    own = policy.instances_user_has_permission_for(user, "change").filter(pk__in=[row.pk for row in editions])
    written, left_out = set(own.values_list("pk", flat=True)), set(bad)
    states = running(editions) if states is None else states
    return [
        row
        for row in editions
        if row.pk in written
        and row.pk not in left_out
        and not row.announced_key
        and not row.locked
        and not (row.approved_revision_id and row.approved_revision_id == row.latest_revision_id)
        and getattr(states.get(row.pk), "status", "needs_changes") == WorkflowState.STATUS_NEEDS_CHANGES
    ]


def send(editions: Sequence[Edition], user: Any, address: str) -> None:
    """Into the workflow, or back into it; all or none. `address` is the decision's page, told in the letter."""
    states = running(editions)
    with transaction.atomic(), telling.one_letter(address):
        for row in editions:
            state = states.get(row.pk)
            if state:
                state.resume(user)
            else:
                row.get_workflow().start(row, user)


def waiting_for(editions: Sequence[Edition], user: Any, states: States | None = None) -> dict[int, TaskState]:
    """The steps that this user may take, by the edition's pk. `states` as above."""
    rows = {row.pk: row for row in editions if not row.announced_key}
    steps: dict[int, Step] = {step.pk: step for step in Step.objects.filter(active=True)}
    return {
        pk: state.current_task_state
        for pk, state in (running(editions) if states is None else states).items()
        if pk in rows
        and state.status == WorkflowState.STATUS_IN_PROGRESS
        and state.current_task_state.task_id in steps
        and steps[state.current_task_state.task_id].may_act(rows[pk], user)
    }


def approve(states: Iterable[TaskState], user: Any, address: str) -> None:
    """Take the step of each; all or none."""
    with transaction.atomic(), telling.one_letter(address):
        for state in states:
            state.approve(user=user)
