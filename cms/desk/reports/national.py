"""How each announced text stands in the national database of procedures, noted one by one or many at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from register import clock
from register.naming import agency_names
from register.words import ChangeKind

from ...entering import NOT_DONE, Hint, State, hint, note, overtaken, tracked
from ...falling_due import Clock, Clocks, Work
from ...models import Decision, Edition, ListedProcedure
from ...policy import guarding
from ..base import RowTitle
from ..choices import department_choices
from .base import DeskReport, NoRows, as_of_here, shown
from .due import LATE

MAY_NOTE = "control"
# What may be said of many at once; differences are told text by text.
AT_ONCE = (State.WAITING, State.PUBLIC, State.NOT_ENTERED)
WHICH = {"counting": _("Chưa có nội dung khác thay"), "all": _("Tất cả")}


def rows_for(user: Any) -> Any:
    """All announced texts of the province that this user may see."""
    return tracked(guarding(Edition).seen_by(user))


def may_note(user: Any) -> bool:
    return bool(guarding(Edition).user_has_permission(user, MAY_NOTE))


def decision_choices(user: Any) -> list[tuple[int, str]]:
    public = guarding(Edition).seen_by(user).exclude(announced_key="").order_by().values("decision")
    rows = Decision.objects.filter(pk__in=public, issuer__key=settings.PROVINCE_KEY).order_by("-signed_on", "-pk")
    return [(pk, f"{number} ({day:%d/%m/%Y})") for pk, number, day in rows.values_list("pk", "number", "signed_on")]


class NationalFilters(NoRows):
    words = django_filters.CharFilter(label=_("Mã hoặc tên"), method="unused")
    state = django_filters.ChoiceFilter(label=_("Tình trạng"), choices=State.choices, method="unused")
    late = django_filters.ChoiceFilter(label=_("Hạn nhập"), choices=list(LATE.items()), method="unused")
    decision = django_filters.ChoiceFilter(label=_("Quyết định"), choices=[], method="unused")
    department = django_filters.ChoiceFilter(label=_("Đơn vị"), choices=[], method="unused")
    listed = django_filters.ChoiceFilter(label=_("Danh sách của bộ"), choices=Hint.choices, method="unused")
    which = django_filters.ChoiceFilter(
        label=_("Nội dung nào"), choices=list(WHICH.items()), method="unused", empty_label=None, null_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)
        self.filters["decision"].extra["choices"] = decision_choices(self.request.user)


@dataclass(frozen=True)
class Followed:
    """A tracked row with its clock, None where nothing is due, and what the imported list tells, None without one."""

    row: Any
    clock: Clock | None
    hint: Hint | None


def followed(user: Any, asked: dict[str, Any]) -> list[Followed]:
    """Those asked for, first those with the nearest end of their time, then the newest. Six queries."""
    rows = rows_for(user)
    if asked.get("words"):
        words = asked["words"]
        rows = rows.filter(Q(procedure__code__icontains=words) | Q(public_name__icontains=words))
    if asked.get("state"):
        rows = rows.filter(national_state=asked["state"])
    if asked.get("decision"):
        rows = rows.filter(decision=asked["decision"])
    if asked.get("department"):
        rows = rows.filter(procedure__department=asked["department"])
    clocks, old, with_list = Clocks(), overtaken(), ListedProcedure.objects.exists()
    found = []
    for row in rows:
        if row.announced_id in old and asked.get("which") != "all":
            continue
        told = hint(row) if with_list else None
        ticking = None
        if row.national_state in NOT_DONE and row.announced_id not in old:
            ticking = clocks.told(Work.ENTER, row.decision.signed_on)
        if asked.get("listed") and told != asked["listed"]:
            continue
        if asked.get("late") and (ticking is None or ticking.late != (asked["late"] == "late")):
            continue
        found.append(Followed(row, ticking, told))
    return sorted(found, key=lambda each: each.clock.due_on if each.clock else dt.date.max)


@dataclass(frozen=True)
class Told:
    pk: int
    code: str
    name: str
    change: Any
    number: str
    signed_on: dt.date
    department: str
    state: Any
    differences: str
    noted_by: str
    noted_at: dt.datetime | None
    due_on: dt.date | str
    clock: str
    listed: Any


def tick(row: Told) -> Any:
    return format_html(
        '<input type="checkbox" name="row" value="{}" aria-label="{}" data-w-bulk-target="item"'
        ' data-action="w-bulk#toggle">',
        row.pk,
        _now("Chọn %(code)s") % {"code": row.code},
    )


def tick_all() -> Any:
    return format_html(
        '<input type="checkbox" aria-label="{}" data-w-bulk-target="all" data-action="w-bulk#toggleAll">',
        _now("Chọn tất cả trên trang"),
    )


def two_lines(first: Any, second: Any) -> Any:
    return format_html('{}<br><span class="desk-soft">{}</span>', first, second) if second else first


class NationalView(DeskReport):
    page_title = _("Cơ sở dữ liệu quốc gia về TTHC")
    index_url_name = "reports:national"
    index_results_url_name = "reports:national_results"
    results_template_name = "cms/desk/national_results.html"
    export_filename = "csdl-quoc-gia"
    filterset_class = NationalFilters
    empty = _("Không có nội dung nào đã công khai theo quyết định của tỉnh.")
    header_icon = "globe"
    headings = {
        "code": _("Mã thủ tục"),
        "name": _("Tên thủ tục"),
        "change": _("Loại thay đổi"),
        "number": _("Quyết định"),
        "signed_on": _("Ngày ký"),
        "department": _("Đơn vị"),
        "state": _("Tình trạng"),
        "differences": _("Chỗ khác"),
        "noted_by": _("Cán bộ ghi"),
        "noted_at": _("Ghi lúc"),
        "due_on": _("Hạn nhập"),
        "clock": _("Thời gian còn lại"),
        "listed": _("Danh sách của bộ"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        label = self.headings
        self.columns = [
            RowTitle("code", label=label["code"], get_url=address_of),
            Column("name", label=label["name"], accessor=lambda row: two_lines(row.name, row.department)),
            Column("number", label=label["number"], accessor=lambda row: two_lines(row.number, row.change)),
            Column("state", label=label["state"], accessor=lambda row: two_lines(row.state, row.differences[:200])),
            Column("noted_at", label=label["noted_at"], accessor=lambda row: two_lines(shown_at(row), row.noted_by)),
            Column("due_on", label=label["due_on"], accessor=lambda row: two_lines(shown(row.due_on), row.clock)),
        ]

    @cached_property
    def may_note(self) -> bool:
        return may_note(self.request.user)

    def get_filtered_queryset(self) -> list[Followed]:
        return followed(self.request.user, self.asked())

    @cached_property
    def with_list(self) -> bool:
        return ListedProcedure.objects.exists()

    def get_table(self, object_list: Any) -> Any:
        ticks = [Column("row", label=tick_all(), accessor=tick)] if self.may_note else []
        hints = [Column("listed", label=self.headings["listed"])] if self.with_list else []
        self.columns = [*ticks, *self.columns, *hints]
        return super().get_table(object_list)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_note=self.may_note,
            states=[(state.value, state.label) for state in AT_ONCE],
            note_url=reverse("reports:national_note"),
            asked=self.request.GET.urlencode(),
            found=len(self.object_list),
            with_list=self.with_list,
            **kwargs,
        )

    def decorate_paginated_queryset(self, object_list: Any) -> list[Told]:
        rows = list(object_list)
        if rows and isinstance(rows[0], Told):
            return rows
        names, today = agency_names(), clock.today()
        return [
            Told(
                pk=each.row.pk,
                code=each.row.code,
                name=each.row.public_name,
                change=ChangeKind(each.row.change).label,
                number=each.row.decision.number,
                signed_on=each.row.decision.signed_on,
                department=names.on(each.row.procedure.department.agency.key, today),
                state=State(each.row.national_state).label,
                differences=each.row.differences,
                noted_by=each.row.noted_by,
                noted_at=each.row.noted_at,
                due_on=each.clock.due_on if each.clock else "–",
                clock=each.clock.words if each.clock else "",
                listed=each.hint.label if each.hint else "",
            )
            for each in rows
        ]


def shown_at(row: Told) -> Any:
    return shown(as_of_here(row.noted_at).date()) if row.noted_at else "–"


def address_of(row: Told) -> str:
    return reverse("reports:national_page", args=[row.pk])


class NoteManyView(View):
    """One click for the ticked rows, or for all that the filters leave, as many as the officer was shown."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not may_note(request.user):
            raise PermissionDenied
        asked = QueryDict(request.POST.get("asked", ""))
        back = redirect(f"{reverse('reports:national')}?{asked.urlencode()}".rstrip("?"))
        if request.POST.get("state") not in AT_ONCE:
            raise Http404
        rows = self.all_of(asked) if "all" in request.POST else self.ticked()
        if not rows:
            messages.error(request, _now("Hãy đánh dấu ít nhất một nội dung."))
        elif "all" in request.POST and request.POST.get("found") != str(len(rows)):
            messages.error(request, _now("Danh sách vừa thay đổi: hãy xem lại rồi bấm lần nữa."))
        else:
            state = State(request.POST["state"])
            count = note(rows, state, request.user)
            said = _now("Đã ghi “%(state)s” cho %(n)d nội dung.") % {"n": count, "state": state.label}
            messages.success(request, said if count else _now("Tình trạng này đã được ghi từ trước."))
        return back

    def noteable(self) -> Any:
        return tracked(guarding(Edition).instances_user_has_permission_for(self.request.user, MAY_NOTE))

    def ticked(self) -> Sequence[Any]:
        keys = {key for key in self.request.POST.getlist("row") if key.isdecimal()}
        rows = list(self.noteable().filter(pk__in=keys))
        if len(rows) != len(keys):
            raise Http404
        return rows

    def all_of(self, asked: QueryDict) -> Sequence[Any]:
        filters = NationalFilters(asked, request=self.request)
        if not filters.is_valid():
            return []
        rows = [each.row for each in followed(self.request.user, filters.form.cleaned_data)]
        mine = set(self.noteable().values_list("pk", flat=True))
        return [row for row in rows if row.pk in mine]


class NoteForm(forms.Form):
    state = forms.ChoiceField(label=_("Tình trạng"), choices=State.choices, widget=forms.RadioSelect)
    differences = forms.CharField(
        label=_("Chỗ khác"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Chỉ ghi khi khác với quyết định: mục nào, quyết định viết gì, trên CSDL quốc gia viết gì."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        words = data.get("differences", "").strip()
        if data.get("state") == State.DIFFERS and not words:
            self.add_error("differences", _now("Hãy ghi khác ở chỗ nào."))
        elif data.get("state") and data["state"] != State.DIFFERS and words:
            self.add_error("differences", _now("Đã ghi chỗ khác thì chọn “Khác với quyết định”, hoặc xóa ô này."))
        return data


class NationalPageView(WagtailAdminTemplateMixin, FormView):
    """One text: its clock, what was noted of it and by whom, and a new note."""

    template_name = "cms/desk/national.html"
    header_icon = "globe"
    page_title = _("Cơ sở dữ liệu quốc gia về TTHC")
    form_class = NoteForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("reports:national"), "label": self.page_title},
            {"url": "", "label": self.row.code},
        ]

    @cached_property
    def row(self) -> Any:
        row = rows_for(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    @cached_property
    def hint(self) -> Hint | None:
        return hint(self.row) if ListedProcedure.objects.exists() else None

    def may_note(self) -> bool:
        policy = guarding(Edition)
        return bool(policy.user_has_permission_for_instance(self.request.user, MAY_NOTE, self.row))

    def get_initial(self) -> dict[str, Any]:
        """As it stands; where the imported list has another name, that is proposed as the difference."""
        row = self.row
        if self.hint == Hint.NAME and row.national_state != State.DIFFERS:
            words = _now("Tên thủ tục: quyết định viết “%(ours)s”, danh sách viết “%(theirs)s”.")
            told = {"ours": row.public_name, "theirs": row.listed_name}
            return {"state": State.DIFFERS, "differences": words % told}
        return {"state": row.national_state, "differences": row.differences}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        standing = row.announced_id not in overtaken(codes=[row.code])
        due = standing and row.national_state in NOT_DONE
        return super().get_context_data(
            row=row,
            change=ChangeKind(row.change).label,
            decision_url=row.decision.snippet_viewset.address("overview", row.decision),
            state=State(row.national_state).label,
            clock=Clocks().told(Work.ENTER, row.decision.signed_on) if due else None,
            standing=standing,
            hint=self.hint,
            proposed=self.hint == Hint.NAME and row.national_state != State.DIFFERS,
            notes=row.national_notes.order_by("-pk")[:100],
            may_note=self.may_note(),
            **kwargs,
        )

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_note():
            raise PermissionDenied
        return super().post(*args, **kwargs)

    def form_valid(self, form: NoteForm) -> HttpResponse:
        told = form.cleaned_data
        if note([self.row], State(told["state"]), self.request.user, told["differences"]):
            messages.success(self.request, _now("Đã ghi tình trạng trên CSDL quốc gia về TTHC."))
        else:
            messages.info(self.request, _now("Tình trạng này đã được ghi từ trước."))
        return redirect(self.request.path)
