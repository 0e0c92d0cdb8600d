"""What is due for publication by law, decision by decision: to be announced, and to be in the national database."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from register import clock
from register.naming import agency_names

from ...falling_due import Due, Work, falling_due
from ...models import Decision, Edition, PublicationTerm
from ...policy import guarding
from ..base import RowTitle
from ..choices import department_choices, with_announced
from ..publication_terms import not_set
from .base import DeskReport, NoRows

LATE = {"late": _("Đã quá hạn"), "running": _("Còn hạn")}


@dataclass(frozen=True)
class Told:
    number: str
    title: str
    department: str
    work: Any
    count: int
    signed_on: dt.date
    due_on: dt.date
    clock: str
    source: str
    url: str


class DueFilters(NoRows):
    work = django_filters.ChoiceFilter(label=_("Phải làm"), choices=Work.choices, method="unused")
    late = django_filters.ChoiceFilter(label=_("Hạn"), choices=list(LATE.items()), method="unused")
    department = django_filters.ChoiceFilter(label=_("Đơn vị trình"), choices=[], method="unused")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)


def due_for(user: Any) -> list[Due]:
    """All that this user may see, the first due first."""
    return falling_due(with_announced(guarding(Decision).seen_by(user)), guarding(Edition).seen_by(user))


class DueView(DeskReport):
    page_title = _("Đến hạn công khai")
    index_url_name = "reports:due"
    index_results_url_name = "reports:due_results"
    export_filename = "den-han-cong-khai"
    filterset_class = DueFilters
    empty = _("Không có quyết định nào đang chờ công khai hay chờ nhập CSDL quốc gia về TTHC.")
    header_icon = "calendar-check"
    headings = {
        "number": _("Quyết định"),
        "work": _("Phải làm"),
        "count": _("Số nội dung"),
        "due_on": _("Hạn"),
        "clock": _("Thời gian còn lại"),
        "title": _("Trích yếu"),
        "department": _("Đơn vị trình"),
        "signed_on": _("Ngày ký"),
        "source": _("Căn cứ"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns[0] = RowTitle("number", label=self.headings["number"], get_url=lambda row: row.url)

    @property
    def no_results_message(self) -> Any:
        return self.empty if PublicationTerm.objects.exists() else not_set(self.request.user)

    def get_filtered_queryset(self) -> list[Due]:
        asked = self.asked()
        return [
            row
            for row in due_for(self.request.user)
            if asked.get("work") in {None, "", row.work}
            and asked.get("late") in {None, "", "late" if row.clock.late else "running"}
            and asked.get("department") in {None, "", str(row.decision.department_id)}
        ]

    def decorate_paginated_queryset(self, object_list: Any) -> list[Told]:
        rows = list(object_list)
        if rows and isinstance(rows[0], Told):
            return rows
        names, today = agency_names(), clock.today()
        return [
            Told(
                number=row.decision.number,
                title=row.decision.title,
                department=names.on(row.decision.department.agency.key, today),
                work=row.work.label,
                count=row.count,
                signed_on=row.decision.signed_on,
                due_on=row.clock.due_on,
                clock=row.clock.words,
                source=row.clock.source,
                url=address_of(row),
            )
            for row in rows
        ]


def address_of(due: Due) -> str:
    if due.work == Work.ENTER:
        return f"{reverse('reports:national')}?decision={due.decision.pk}"
    return str(due.decision.snippet_viewset.address("overview", due.decision))
