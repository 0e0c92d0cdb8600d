"""What the last step of a workflow does here."""

from typing import Any

# Wagtail imports this module while its models load, so it names none of them.


def keep_approved_revision(workflow_state: Any, user: Any = None) -> None:
    """Remember the approved revision of an edition. It becomes public when its decision is announced, not now."""
    from .confirming import approve

    approve(workflow_state.content_object, workflow_state.current_task_state.revision)
