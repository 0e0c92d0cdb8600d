"""The checks of a text beside its form: what stops announcing, and what to look at."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from register.drafts import Problem

from ..checks import problems_of_edition, warnings_of_edition, with_texts
from ..models import Edition


def checked(edition: Edition) -> tuple[list[Problem], list[Problem]]:
    """Problems and warnings of the draft as it was saved last."""
    for _draft, text, known in with_texts([edition]):
        return list(problems_of_edition(edition, text, known)), list(warnings_of_edition(edition, text, known))
    return [Problem(edition.code, "components", str(_("Tệp mẫu đơn phải là PDF, Word, Excel, PNG hoặc JPG.")))], []


def parted(found: Sequence[Problem]) -> dict[str, list[Problem]]:
    """What stops, and what is to be looked at."""
    return {
        "problems": [each for each in found if not each.is_warning],
        "warnings": [each for each in found if each.is_warning],
    }


class ToldSidePanel(BaseSidePanel):
    """Problems and warnings beside a form, each leading to its field."""

    template_name = "cms/desk/checks_panel.html"
    order = 150
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "warning"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"count": self.panel.count}

    @property
    def count(self) -> int:
        return len(self.problems)

    def place(self, problem: Problem) -> str:
        return f"#panel-{problem.field}-section"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = {
            name: [(each, self.place(each)) for each in told]
            for name, told in (("problems", self.problems), ("warnings", self.warnings))
        }
        return super().get_context_data(parent_context) | found


class RulesSidePanel(ToldSidePanel):
    class SidePanelToggle(ToldSidePanel.SidePanelToggle):
        aria_label = _("Kiểm tra nội dung")

    name = "rules"
    title = _("Kiểm tra nội dung")

    def __init__(self, edition: Edition, request: Any) -> None:
        super().__init__(edition, request)
        self.problems, self.warnings = checked(edition)

    def place(self, problem: Problem) -> str:
        from .decision_page import place_of

        return place_of("?", problem).removeprefix("?")
