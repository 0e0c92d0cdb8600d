"""The page of a guide: what citizens read, what they will read, and what may be done with it."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages

from register.drafts import Problem, Refused

from ..guiding import announced_since, compile_guide, dead_ends, look_at, problems_of_guide, release, take_back
from ..models import Guide
from ..plain_words import readability
from ..policy import guarding
from .base import RowPage
from .checks_panel import ToldSidePanel


def warnings_of(guide: Guide) -> list[Problem]:
    """What could be said more plainly. Asks the database nothing, so that a list may tell it of each row."""
    return readability(guide.code, guide.language, compile_guide(guide))


class _OfGuide(RowPage):
    model = Guide

    def may(self, right: str) -> bool:
        policy = guarding(Guide)
        return policy.user_has_permission_for_instance(self.request.user, right, self.object)

    def to_page(self) -> HttpResponse:
        return redirect(self.address("overview"))


class GuidePageView(_OfGuide, TemplateView):
    template_name = "cms/desk/guide_page.html"
    header_icon = "help"

    def get_page_title(self) -> str:
        return _("Hướng dẫn %(guide)s") % {"guide": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide, public = self.object, self.object.released()
        text = compile_guide(guide)
        return super().get_context_data(
            guide=guide,
            text=text,
            public=public,
            since=announced_since(guide),
            problems=list(problems_of_guide(guide)),
            warnings=[*dead_ends(guide), *readability(guide.code, guide.language, text)],
            may_release=self.may("control"),
            may_write=self.may("change"),
            addresses={name: self.address(name) for name in ("edit", "release", "still_right", "take_back", "history")},
            **kwargs,
        )


class ReleaseView(_OfGuide, View):
    """Of the control office: what it has seen becomes what citizens read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may("control"):
            raise PermissionDenied
        seen = request.POST.get("revision", "")
        try:
            release(self.object, request.user.get_username(), int(seen) if seen.isdecimal() else None)
        except Refused as refusal:
            for problem in refusal.problems:
                messages.error(request, str(problem))
        else:
            messages.success(request, _("Đã công khai hướng dẫn. Người dân đọc được ngay."))
        return self.to_page()


class StillRightView(_OfGuide, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        look_at(self.object)
        messages.success(request, _("Đã ghi nhận: hướng dẫn vẫn đúng."))
        return self.to_page()


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, strip=True
    )


class TakeBackView(_OfGuide, FormView):
    template_name = "cms/desk/take_back_guide.html"
    header_icon = "undo"
    form_class = TakeBackForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may("control"):
            raise PermissionDenied
        if self.object.released() is None:
            messages.error(request, _("Không có hướng dẫn nào đang được công khai."))
            return self.to_page()
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Rút hướng dẫn %(guide)s") % {"guide": self.object}

    def form_valid(self, form: TakeBackForm) -> HttpResponse:
        try:
            take_back(self.object, form.cleaned_data["reason"], self.request.user.get_username())
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("Đã rút hướng dẫn. Từ hôm nay người dân không thấy nữa."))
        return self.to_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(guide=self.object, overview_url=self.address("overview"), **kwargs)


class PlainWordsPanel(ToldSidePanel):
    """What could be said more plainly, beside the form."""

    class SidePanelToggle(ToldSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Lời văn")

    name = "plain-words"
    title = gettext_lazy("Lời văn")

    def __init__(self, guide: Guide, request: Any) -> None:
        super().__init__(guide, request)
        self.problems = list(problems_of_guide(guide))
        self.warnings = [*dead_ends(guide), *warnings_of(guide)]

    @property
    def count(self) -> int:
        return len(self.warnings)
