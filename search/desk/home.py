"""On the desk's home: what citizens searched for and did not find."""

import datetime as dt
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from register import clock

from .. import report
from .trying import may_edit_search

DAYS = 30
SHOWN = 10  # queries


class EmptySearchesPanel(Component):
    name = "tim-khong-thay"
    template_name = "search/desk/home_panel.html"
    order = 160

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        today = clock.today()
        found = report.records(today - dt.timedelta(days=DAYS - 1), today)
        return {
            "rows": report.queries(found, "empty")[:SHOWN],
            "days": DAYS,
            "report_url": f"{reverse('search_report:index')}?kind=empty",
        }


def add_panel(request: Any, panels: list[Any]) -> None:
    """Hook construct_homepage_panels, for who may edit what search knows."""
    if may_edit_search(request.user):
        panels.append(EmptySearchesPanel())
