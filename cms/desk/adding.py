"""Putting procedures into a decision: from the text in force, or on a ministry's text, one or many at once."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from register.answer import answers
from register.codes import CODE
from register.words import ChangeKind, Level, State

from ..awaiting import awaiting
from ..beginning import Begun, begin_from_text_in_force, begin_lists
from ..models import Procedure
from .choices import own_rows
from .decision_page import DecisionPage

SHOWN = 30  # procedures a page
MOST = 200  # drafts that one click makes


class BeginForm(forms.Form):
    """What the decision does to the ticked procedures."""

    change = forms.ChoiceField(
        label=gettext_lazy("Quyết định làm gì"),
        choices=[(kind.value, kind.label) for kind in ChangeKind if kind != ChangeKind.NEW],
        initial=ChangeKind.AMENDED,
        widget=forms.RadioSelect,
    )
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ ở các cấp"),
        choices=Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn: mọi cấp đang có hiệu lực."),
    )
    successors = forms.CharField(
        label=gettext_lazy("Được thay bằng"),
        required=False,
        help_text=gettext_lazy("Mã của các thủ tục thay thế, cách nhau bằng dấu phẩy; chỉ ghi khi thay thế."),
    )

    def clean_successors(self) -> list[str]:
        codes = [code.strip() for code in self.cleaned_data["successors"].replace(";", ",").split(",") if code.strip()]
        for code in codes:
            CODE(code)
        return codes

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("change") == ChangeKind.REPLACED and data.get("successors") == []:
            self.add_error("successors", _("Hãy ghi mã của thủ tục thay thế."))
        return data


class AddEditionsView(DecisionPage, TemplateView):
    """GET lists what can be put in; POST makes the drafts of all that was ticked."""

    template_name = "cms/desk/add_editions.html"
    header_icon = "plus"

    def get_page_title(self) -> str:
        return _("Thêm nội dung – %(decision)s") % {"decision": self.object}

    @property
    def on_lists(self) -> bool:
        """Whether the tab of ministries' texts is shown."""
        return self.request.GET.get("tu") == "bo"

    @cached_property
    def own_procedures(self) -> Any:
        return own_rows(Procedure, self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=BeginForm()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        ticked = request.POST.getlist("row")[: MOST + 1]
        if not ticked or len(ticked) > MOST:
            messages.error(
                request,
                _("Hãy chọn ít nhất một thủ tục.")
                if not ticked
                else _("Mỗi lần chọn được %(most)d thủ tục.") % {"most": MOST},
            )
            return redirect(request.get_full_path())
        if self.on_lists:
            codes = {key.split("@")[0] for key in ticked}
            own = set(self.own_procedures.filter(code__in=codes).values_list("code", flat=True))
            keys = [key for key in ticked if key.split("@")[0] in own]
            return self.done(begin_lists(self.object, keys, request.user))
        form = BeginForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, ticked=ticked))
        return self.done(
            begin_from_text_in_force(
                self.object,
                list(self.own_procedures.filter(code__in=ticked).select_related("department__collection")),
                ChangeKind(form.cleaned_data["change"]),
                levels=form.cleaned_data["levels"],
                successors=form.cleaned_data["successors"],
                user=request.user,
            )
        )

    def done(self, begun: Begun) -> HttpResponse:
        count = len(begun.editions)
        if count:
            told = ngettext("Đã thêm %(n)d dự thảo.", "Đã thêm %(n)d dự thảo.", count) % {"n": count}
            messages.success(self.request, told)
        for code, why in begun.left_out[:20]:
            messages.warning(self.request, f"{code}: {why}")
        return redirect(self.address("overview"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()
        waiting = self.waiting(words) if self.on_lists else []
        page = Paginator(waiting if self.on_lists else self.procedures(words), SHOWN).get_page(
            self.request.GET.get("p", "1")
        )
        return super().get_context_data(
            decision=self.object,
            on_lists=self.on_lists,
            words=words,
            page=page,
            rows=list(page) if self.on_lists else self.shown(list(page)),
            overview_url=self.address("overview"),
            new_url=reverse(self.object.editions.model.snippet_viewset.get_url_name("add"))
            + f"?decision={self.object.pk}",
            **kwargs,
        )

    def procedures(self, words: str) -> Any:
        rows = self.own_procedures.order_by("code")
        if words:
            rows = rows.filter(Q(code__icontains=words) | Q(editions__name__icontains=words)).distinct()
        return rows

    def shown(self, procedures: list[Procedure]) -> list[dict[str, Any]]:
        """The page's procedures with what holds of each today; two queries."""
        held = answers([row.code for row in procedures])
        return [
            {
                "code": row.code,
                "name": answer.name if answer else "",
                "levels": ", ".join(
                    str(Level(each.level).label) for each in answer.levels if each.state == State.IN_FORCE
                )
                if answer
                else "",
            }
            for row in procedures
            for answer in [held.get(row.code)]
        ]

    def waiting(self, words: str) -> list[Any]:
        codes = set(self.own_procedures.values_list("code", flat=True))
        wanted = words.lower()
        return [
            row
            for row in awaiting()
            if row.code in codes and (wanted in row.code or wanted in row.name.lower() or wanted in row.number.lower())
        ]
