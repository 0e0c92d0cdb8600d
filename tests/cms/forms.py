"""Posts to the desk's forms as a browser would: the page's own form, with some fields changed."""

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, streamfield

EDITION = "/quan-tri/snippets/cms/edition/"
DECISION = "/quan-tri/snippets/cms/decision/"
STREAMS = ("steps", "methods", "components", "agencies", "results", "legal_basis", "related", "successors")


def edition_form(edition: Any, **changed: Any) -> dict[str, Any]:
    """The form of an edition, with `steps=["…"]` as its only stream."""
    steps = changed.pop("steps", ["Nộp hồ sơ tại bộ phận một cửa."])
    plain = {
        "decision": edition.decision_id,
        "procedure": edition.procedure_id,
        "change": edition.change,
        "form": edition.form,
        "name": edition.name,
        "levels": edition.levels,
        "audiences": edition.audiences,
        **{name: streamfield([]) for name in STREAMS},
        "steps": streamfield([("step", {"title": "", "text": text}) for text in steps]),
    }
    data = nested_form_data(plain | changed)
    return {**data, "levels": edition.levels, "audiences": edition.audiences}


def page(edition: Any, view: str = "edit", *more: Any) -> str:
    return f"{EDITION}{view}/{'/'.join(str(part) for part in (edition.pk, *more))}/"


def approve_all(edition: Any, author: Any, client: Any, *approvers: Any) -> Any:
    """Send the edition and let each of the approvers take her step. Returns the state of its workflow."""
    state = edition.get_workflow().start(edition, author)
    for approver in approvers:
        client.force_login(approver)
        client.post(page(edition, "workflow/action", "approve", state.current_task_state_id), {"comment": ""})
        state.refresh_from_db()
    return state
