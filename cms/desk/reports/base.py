"""What all reports share: Vietnamese headings, a sentence where there is nothing, and files that carry nothing out."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import django_filters
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from printing.words import plain
from register import clock
from register.cells import safe
from register.models import AnnouncedEdition

BOM = "\ufeff"  # without which Excel shows Vietnamese letters broken


def as_of_here(moment: dt.datetime) -> dt.datetime:
    """The wall clock in Viet Nam: spreadsheets know no zones."""
    return moment.astimezone(clock.ZONE).replace(tzinfo=None)


def shown(value: Any) -> Any:
    """A cell as it is read on the page."""
    if isinstance(value, dt.datetime):
        return date_format(as_of_here(value), "H:i d/m/Y")
    return date_format(value, "d/m/Y") if isinstance(value, dt.date) else value


class DeskReport(ReportView):
    """`headings`: the cells of a row by name, with what stands above them. Rows are objects with these attributes."""

    headings: Mapping[str, Any] = {}
    empty: Any = _("Không có gì để báo cáo.")
    header_icon = "list-ul"
    is_searchable = False
    custom_value_preprocess = {
        dt.datetime: {
            ReportView.FORMAT_XLSX: as_of_here,
            ReportView.FORMAT_CSV: lambda value: f"{as_of_here(value):%Y-%m-%d %H:%M:%S}",
        },
        dt.date: {ReportView.FORMAT_XLSX: None},
        int: {ReportView.FORMAT_XLSX: None, ReportView.FORMAT_CSV: None},
        object: {
            ReportView.FORMAT_XLSX: lambda value: plain(str(value)),
            ReportView.FORMAT_CSV: lambda value: safe(plain(str(value))),
        },
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.list_export = list(self.headings)
        self.export_headings = dict(self.headings)
        self.columns = [
            Column(name, label=label, accessor=lambda row, name=name: shown(getattr(row, name)))
            for name, label in self.headings.items()
        ]

    def get_filtered_queryset(self) -> Any:
        """The rows; a list will do."""
        raise NotImplementedError

    def get_table(self, object_list: Any) -> Any:
        """Of the rows in words, as they are exported."""
        return super().get_table(self.decorate_paginated_queryset(object_list))

    def asked(self) -> dict[str, Any]:
        """What was chosen in the filters; nothing where that cannot be read."""
        return dict(self.filters.form.cleaned_data) if self.filters and self.filters.is_valid() else {}

    @property
    def no_results_message(self) -> Any:
        return self.empty

    def stream_csv(self, queryset: Any) -> Iterator[Any]:
        yield BOM.encode()
        yield from super().stream_csv(queryset)

    def get_filename(self) -> str:
        return f"{self.export_filename}-{clock.today()}"


class NoRows(WagtailFilterSet):
    """Filters of a report that is counted from the record, not from a table; the fields are what is asked."""

    class Meta:
        model = AnnouncedEdition
        fields: Sequence[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset


def day_filter() -> Any:
    return django_filters.DateFilter(label=_("Ngày"), widget=AdminDateInput, method="unused")


def midnight(day: dt.date) -> dt.datetime:
    """At which a day begins in Viet Nam."""
    return dt.datetime.combine(day, dt.time(), clock.ZONE)
