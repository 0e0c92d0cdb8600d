"""Public procedures and pages whose day has come to be looked at again, with *Vẫn đúng* on each row."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import django_filters
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.permission_policies.pages import PagePermissionPolicy

from register import clock
from register.naming import agency_names

from ...looking import STILL_RIGHT, Review, due, reviews_of_pages, reviews_of_procedures, still_right
from ...models import Procedure
from ...pages.models import ContentPage
from ...policy import guarding
from ..base import RowTitle
from ..choices import department_choices
from .base import DeskReport, NoRows

PAGES = PagePermissionPolicy()
SOON = 30  # days
KINDS = {"procedure": _("Thủ tục"), "page": _("Trang tin")}
WHEN = {"due": _("Đã đến hạn"), "soon": _("Đến hạn trong 30 ngày"), "all": _("Tất cả")}


@dataclass(frozen=True)
class Told:
    kind: Any
    code: str
    name: str
    department: str
    every: str
    looked_on: dt.date
    due_on: dt.date
    url: str
    act_url: str  # "" for who may not say that it is right


class ReviewFilters(NoRows):
    when = django_filters.ChoiceFilter(
        label=_("Khi nào"), choices=list(WHEN.items()), method="unused", empty_label=None, null_label=None
    )
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=list(KINDS.items()), method="unused")
    department = django_filters.ChoiceFilter(label=_("Đơn vị"), choices=[], method="unused")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].extra["choices"] = department_choices(self.request.user)


def reviews_for(user: Any, kind: str = "", department: str = "") -> list[Review]:
    """All that this user may see, the first due first."""
    found: list[Review] = []
    if kind != "page":
        rows = guarding(Procedure).seen_by(user)
        found += reviews_of_procedures(rows.filter(department=department) if department else rows)
    if kind != "procedure" and not department:
        found += reviews_of_pages(PAGES.instances_user_has_permission_for(user, "change"))
    return sorted(found, key=lambda each: (each.due_on, each.code, each.name))


class ReviewsView(DeskReport):
    page_title = _("Đến hạn rà soát")
    index_url_name = "reports:reviews"
    index_results_url_name = "reports:reviews_results"
    export_filename = "den-han-ra-soat"
    filterset_class = ReviewFilters
    empty = _("Không có thủ tục hay trang tin nào đến hạn rà soát.")
    header_icon = "history"
    headings = {
        "kind": _("Loại"),
        "code": _("Mã thủ tục"),
        "name": _("Tên"),
        "department": _("Đơn vị"),
        "every": _("Rà soát mỗi"),
        "looked_on": _("Xem lần cuối"),
        "due_on": _("Đến hạn"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        place = list(self.headings).index("name")
        self.columns[place] = RowTitle("name", label=self.headings["name"], get_url=lambda row: row.url)
        self.columns.append(Column("act", label="", accessor=button_of))

    def get_filtered_queryset(self) -> list[Review]:
        asked = self.asked()
        rows = reviews_for(self.request.user, asked.get("kind") or "", asked.get("department") or "")
        when = asked.get("when") or "due"
        if when == "all":
            return rows
        today = clock.today()
        return list(due(rows, today + dt.timedelta(days=SOON) if when == "soon" else today))

    def decorate_paginated_queryset(self, object_list: Any) -> list[Told]:
        rows = list(object_list)
        if rows and isinstance(rows[0], Told):
            return rows
        names, today = agency_names(), clock.today()
        mine = guarding(Procedure).instances_user_has_permission_for(self.request.user, "change")
        writable = set(mine.filter(pk__in=[each.row.pk for each in rows if each.code]).values_list("pk", flat=True))
        return [
            Told(
                kind=KINDS["procedure" if each.code else "page"],
                code=each.code,
                name=each.name,
                department=names.on(each.department, today) if each.department else "",
                every=each.every,
                looked_on=each.looked_on,
                due_on=each.due_on,
                url=address_of(each),
                act_url=act_of(each) if not each.code or each.row.pk in writable else "",
            )
            for each in rows
        ]


def address_of(review: Review) -> str:
    if review.code:
        return str(review.row.snippet_viewset.address("edit", review.row))
    return reverse("wagtailadmin_pages:edit", args=[review.row.pk])


def act_of(review: Review) -> str:
    if review.code:
        return str(review.row.snippet_viewset.address("still_right", review.row))
    return reverse("reports:page_still_right", args=[review.row.pk])


def button_of(row: Told) -> Any:
    """Posts by Wagtail's own script, which adds the token against foreign forms."""
    if not row.act_url:
        return ""
    return format_html(
        '<button type="button" class="button button-small button-secondary" data-controller="w-action"'
        ' data-action="w-action#post" data-w-action-url-value="{}">{}</button>',
        row.act_url,
        _now("Vẫn đúng"),
    )


def done(request: HttpRequest) -> HttpResponse:
    messages.success(request, _now("Đã ghi nhận: vẫn đúng. Hạn rà soát được tính lại từ hôm nay."))
    return redirect("reports:reviews")


class ProcedureStillRightView(BaseObjectMixin, View):
    """The guard asks for the right to change the procedure."""

    model = Procedure
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        still_right(self.object, request.user)
        return done(request)


class PageStillRightView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = get_object_or_404(ContentPage.objects.live(), pk=pk)
        if not PAGES.user_has_permission_for_instance(request.user, "change", page):
            raise Http404
        still_right(page, request.user)
        return done(request)


def acts(actions: Any) -> None:
    """Hook register_log_actions."""
    actions.register_action(STILL_RIGHT, _("Rà soát: vẫn đúng"), _("Rà soát: vẫn đúng"))
