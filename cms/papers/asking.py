"""Documents by what was asked for: at once where that is quick, else by a worker, with the rights of who asked."""

from typing import Any

from ..models import Decision, Edition, PaperFile
from ..policy import guarding
from ..progress import Progress
from .annex import annex_of
from .making import make
from .notice import Asked, notice_of
from .paper import Paper


def annex_for(decision: Decision, user: Any) -> Paper:
    """The annex as this user may read it: drafts of other departments stand in it by their codes alone."""
    policy = guarding(Edition)
    return annex_of(decision, policy.seen_by(user).filter(decision=decision).values_list("pk", flat=True))


def fill(row: PaperFile, progress: Progress) -> None:
    """Make the document that a row asks for, and keep it there."""
    paper = annex_for(row.decision, row.user) if row.decision else notice_of(Asked.from_json(row.notice))
    row.name, row.content = paper.name[:255], make(paper, row.form, progress)
    row.save(update_fields=["name", "content"])
