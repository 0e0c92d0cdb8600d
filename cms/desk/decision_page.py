"""What all pages of a decision share: its rows, and who may do what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.coreutils import safe_snake_case
from wagtail.models import WorkflowState

from register import clock
from register.drafts import Problem
from register.words import ChangeKind, Level

from ..checks import problems_of_edition, warnings_of_edition, with_texts
from ..models import Decision, Edition
from ..policy import MAY_ANNOUNCE, guarding
from ..remarks import open_remarks
from ..stale import look_of, with_look
from ..together import running
from .base import RowPage
from .editions import state_of, with_state

SECOND_TAB = {"form", "base_key", "effective_on", "transition", "successors", "equal_days", "standing_reason"}
AFTER_SIGNING = {"number", "signed_on", "file"}


@dataclass(frozen=True)
class Row:
    """One Vietnamese edition as the decision's pages show it. `name` and `url` are empty for another department's."""

    pk: int
    code: str
    name: str
    change: ChangeKind
    levels: str
    day: Any
    state: Any
    confirmed: bool
    confirmed_by: str
    url: str
    correct_url: str = ""
    waits_for: str = ""
    remarks: int = 0
    national: Any = ""  # how it stands in the national database
    national_url: str = ""
    problems: Sequence[tuple[Problem, str]] = ()
    translations: Sequence[tuple[str, str]] = field(default=())

    @property
    def change_label(self) -> Any:
        return self.change.label

    @property
    def is_bad(self) -> bool:
        """Whether anything of it stops announcing."""
        return any(not problem.is_warning for problem, _url in self.problems)


def tab(heading: str) -> str:
    return f"#tab-{safe_snake_case(heading)}"


def place_of(edit_url: str, problem: Problem) -> str:
    """Where a problem of an edition is mended: the tab with its field. "" for a row of another department."""
    heading = _("Quyết định và hiệu lực") if problem.field in SECOND_TAB else _("Nội dung")
    return edit_url and edit_url + tab(heading)


class DecisionPage(RowPage):
    model = Decision

    @cached_property
    def announcement(self) -> Any:
        return self.object.announcement()

    @cached_property
    def may_announce(self) -> bool:
        return self.request.user.has_perm(MAY_ANNOUNCE)

    @cached_property
    def may_write(self) -> bool:
        policy = guarding(Decision)
        return policy.user_has_permission_for_instance(self.request.user, "change", self.object)

    @cached_property
    def editions(self) -> list[Any]:
        """The Vietnamese editions in the order of the annex."""
        return [row for row in self._all if row.locale.language_code == "vi"]

    @cached_property
    def _all(self) -> list[Any]:
        rows = with_look(with_state(Edition.objects.filter(decision=self.object, corrects_key="")))
        found = list(rows.select_related("procedure", "locale", "sector").order_by("pk"))
        for edition in found:
            edition.decision = self.object
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """A constant number of queries, however many editions there are."""
        policy = guarding(Edition)
        user = self.request.user
        seen = set(policy.seen_by(user).filter(decision=self.object).values_list("pk", flat=True))
        own = policy.instances_user_has_permission_for(user, "change").filter(decision=self.object)
        written = set(own.values_list("pk", flat=True))
        translations = self._translations()
        problems = {} if self.announcement else self._problems()
        remarks = {} if self.announcement else open_remarks(self.editions)
        found = []
        for edition in self.editions:
            row = self._row(edition, edition.pk in seen, edition.pk in written)
            found.append(
                replace(
                    row,
                    waits_for=self._waits_for(edition),
                    problems=[(problem, place_of(row.url, problem)) for problem in problems.get(edition.pk, [])],
                    remarks=remarks.get(edition.pk, 0) if row.url else 0,
                    translations=translations.get(edition.translation_key, ()),
                )
            )
        return found

    def _row(self, edition: Any, seen: bool, written: bool) -> Row:
        address = edition.snippet_viewset.address
        return Row(
            pk=edition.pk,
            code=edition.procedure.code,
            name=edition.name if seen else _("(của đơn vị khác)"),
            change=ChangeKind(edition.change),
            levels=", ".join(str(Level(level).label) for level in edition.levels),
            day=edition.effective_day,
            state=state_of(edition),
            confirmed=edition.is_confirmed,
            confirmed_by=edition.confirmed_by,
            url=address("edit" if written else "inspect", edition) if seen else "",
            correct_url=address("begin_correction", edition) if written and edition.announced_key else "",
        )

    @cached_property
    def states(self) -> dict[int, WorkflowState]:
        """The workflow that each edition stands in, by its pk; one query for all that the page asks of it."""
        return running(self.editions)

    def _waits_for(self, edition: Any) -> str:
        """The step of the workflow that it stands at."""
        state = self.states.get(edition.pk)
        if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
            return ""
        return str(state.current_task_state.task.name)

    def _translations(self) -> dict[Any, list[tuple[str, str]]]:
        found = defaultdict(list)
        for row in self._all:
            if row.locale.language_code != "vi":
                told = (
                    state_of(row) if row.announced_key else ", ".join(filter(None, [str(state_of(row)), look_of(row)]))
                )
                found[row.translation_key].append((row.locale.get_display_name(), told))
        return found

    def _problems(self) -> dict[int, list[Problem]]:
        """What is wrong with the newest drafts, by pk."""
        return {
            edition.pk: [*problems_of_edition(edition, text, known), *warnings_of_edition(edition, text, known)]
            for edition, text, known in with_texts(self.editions)
        }

    @property
    def groups(self) -> list[tuple[Any, list[Row]]]:
        """The rows by what the decision does to each, in the order of its annex: A, B, C, D."""
        return [
            (change.label, [row for row in self.rows if row.change == change])
            for change in ChangeKind
            if any(row.change == change for row in self.rows)
        ]

    @property
    def today(self) -> Any:
        return clock.today()
