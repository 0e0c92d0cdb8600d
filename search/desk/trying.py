"""Trying a query, and a synonym before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from register import clock

from .. import explain, report
from ..find import Result, find
from ..models import Synonym
from ..query.thesaurus import forms_of
from ..wording import Wording, thesaurus_with, wording

HITS = 10
COMPARED = 5  # hits of a query that are compared
LAST = 20  # queries that hold the expression, and as many that do not


class TryForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Câu tìm"), max_length=300)
    on = forms.DateField(label=gettext_lazy("Vào ngày"), required=False, widget=AdminDateInput)
    exactly = forms.BooleanField(label=gettext_lazy("Đúng như gõ, không sửa chính tả"), required=False)


@dataclass(frozen=True)
class ShownHit:
    code: str
    name: str
    score: float
    reasons: Sequence[tuple[str, float]]


def may_edit_search(user: Any) -> bool:
    return bool(user.has_perm("search.change_synonym"))


class EditorsOnly(WagtailAdminTemplateMixin, TemplateView):
    """A page for those who keep the words of search."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_edit_search(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class TryView(EditorsOnly):
    template_name = "search/desk/try.html"
    page_title = gettext_lazy("Thử tìm kiếm")
    header_icon = "search"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = TryForm(self.request.GET or None)
        context["form"] = form
        if form.is_bound and form.is_valid():
            given = form.cleaned_data
            result = find(given["q"], on=given["on"], first=HITS, facets=False, exactly=given["exactly"])
            context |= {"result": result, "day": given["on"] or clock.today(), **understood(result)}
        return context


def understood(result: Result) -> dict[str, Any]:
    """What the page shows of a result."""
    hits = [
        ShownHit(found.answer.code, found.answer.name or "", found.score, explain.reasons(found.features))
        for found in result.found
    ]
    reading = result.reading
    return {
        "hits": hits,
        "rules": list(explain.rules(reading)) if reading else [],
        "pieces": list(explain.pieces(reading)) if reading else [],
    }


@dataclass(frozen=True)
class Compared:
    """The first hits of a query now and then, each with whether it is new there."""

    query: str
    before: Sequence[tuple[str, str]]  # code and name
    after: Sequence[tuple[str, str, bool]]  # and whether it is new

    @property
    def differs(self) -> bool:
        return [each[0] for each in self.before] != [each[0] for each in self.after]


class SynonymForm(forms.ModelForm):
    class Meta:
        model = Synonym
        fields = ("expression", "stands_for", "kind", "sureness", "both_ways", "unaccented", "is_active", "note")


@require_POST
def try_synonym(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The last queries with the row as it stands in the form, beside those of now. Saves nothing."""
    if not may_edit_search(request.user):
        raise PermissionDenied
    saved = get_object_or_404(Synonym, pk=pk) if pk else None
    form = SynonymForm(request.POST, instance=saved)
    context: dict[str, Any] = {"form": form, "page_title": _("Thử từ đồng nghĩa"), "header_icon": "list-ul"}
    if form.is_valid():
        now = wording()
        kept = [row for row in Synonym.objects.filter(is_active=True) if row.pk != pk]
        row = form.instance
        then = replace(now, thesaurus=thesaurus_with([*kept, row] if row.is_active else kept))
        compared = [compare(query, now, then) for query in queries_for(row)]
        context |= {
            "row": row,
            "changed": [each for each in compared if each.differs],
            "same": [each.query for each in compared if not each.differs],
        }
    return TemplateResponse(request, "search/desk/try_synonym.html", context)


def queries_for(row: Synonym) -> list[str]:
    """The expression itself, the last queries that hold it, and the last of all."""
    folded = " ".join(forms_of(row.expression)[1])
    listed = [row.expression, *report.last_queries(LAST, folded), *report.last_queries(LAST)]
    return list(dict.fromkeys(query for query in listed if "•" not in query))


def compare(query: str, now: Wording, then: Wording) -> Compared:
    before = first_of(query, now)
    known = {code for code, _name in before}
    after = [(code, name, code not in known) for code, name in first_of(query, then)]
    return Compared(query, before, after)


def first_of(query: str, told: Wording) -> list[tuple[str, str]]:
    result = find(query, first=COMPARED, facets=False, told=told)
    return [(found.answer.code, found.answer.name or "") for found in result.found]
