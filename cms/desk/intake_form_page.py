"""The page of an intake form: what it asks, what is wrong with it, what differs from the public one; its file."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages

from register.drafts import Problem, Refused
from register.forms.reading import FormError, read_json
from register.forms.writing import to_json

from ..form_building import form_of
from ..form_words import outline
from ..forming import bring_in, changes_of, problems_of, release, take_back
from ..models import IntakeForm
from ..policy import guarding
from .base import RowPage
from .checks_panel import ToldSidePanel
from .guide_page import TakeBackForm

OF_THE_WHOLE = ("", "procedure", "title", "pages")  # places of problems that are no key an editor knows


class _OfForm(RowPage):
    model = IntakeForm

    def may(self, right: str) -> bool:
        policy = guarding(IntakeForm)
        return policy.user_has_permission_for_instance(self.request.user, right, self.object)

    def to_page(self) -> HttpResponse:
        return redirect(self.address("overview"))


class FormPageView(_OfForm, TemplateView):
    template_name = "cms/desk/intake_form_page.html"
    header_icon = "form"

    def get_page_title(self) -> str:
        return _("Mẫu đơn điện tử %(form)s") % {"form": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        found = list(problems_of(row))
        names = ("edit", "release", "take_back", "export", "bring_in", "history")
        return super().get_context_data(
            row=row,
            pages=outline(row),
            public=row.released(),
            differences=changes_of(row),
            problems=[each for each in found if not each.is_warning],
            warnings=[each for each in found if each.is_warning],
            of_the_whole=OF_THE_WHOLE,
            may_release=self.may("control"),
            may_write=self.may("change"),
            addresses={name: self.address(name) for name in names},
            **kwargs,
        )


class ReleaseFormView(_OfForm, View):
    """Of the control office: what it has seen becomes what citizens fill in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may("control"):
            raise PermissionDenied
        seen = request.POST.get("revision", "")
        try:
            released = release(self.object, request.user.get_username(), int(seen) if seen.isdecimal() else None)
        except Refused as refusal:
            for problem in refusal.problems:
                messages.error(request, str(problem))
        else:
            messages.success(request, _("Đã công khai mẫu đơn số %(number)d.") % {"number": released.number})
        return self.to_page()


class TakeBackFormView(_OfForm, FormView):
    template_name = "cms/desk/take_back_form.html"
    header_icon = "undo"
    form_class = TakeBackForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may("control"):
            raise PermissionDenied
        if self.object.released() is None:
            messages.error(request, _("Không có mẫu đơn nào đang được công khai."))
            return self.to_page()
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Rút mẫu đơn %(form)s") % {"form": self.object}

    def form_valid(self, form: TakeBackForm) -> HttpResponse:
        try:
            take_back(self.object, form.cleaned_data["reason"], self.request.user.get_username())
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("Đã rút mẫu đơn. Hồ sơ đã nộp theo mẫu này vẫn giữ mẫu cũ."))
        return self.to_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.object, overview_url=self.address("overview"), **kwargs)


class ExportFormView(_OfForm, View):
    """The draft as its one file, which this and other provinces can bring in."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            text = to_json(form_of(self.object))
        except FormError as error:
            messages.error(request, str(error))
            return self.to_page()
        name = f"mau-don-{self.object.code}.json"
        return HttpResponse(
            text,
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
        )


class BringInForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp mẫu đơn (.json)"),
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )


class BringInView(_OfForm, FormView):
    """A file takes the place of the whole draft; what stood there stays in its history."""

    template_name = "cms/desk/bring_in_form.html"
    header_icon = "upload"
    form_class = BringInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may("change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Nhập mẫu đơn từ tệp: %(form)s") % {"form": self.object}

    def form_valid(self, form: BringInForm) -> HttpResponse:
        try:
            bring_in(self.object, read_json(form.cleaned_data["file"].read()))
        except FormError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        with transaction.atomic():
            self.object.save()
            self.object.save_revision(user=self.request.user)
        messages.success(self.request, _("Đã nhập mẫu đơn từ tệp. Hãy xem lại trước khi công khai."))
        return self.to_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.object, overview_url=self.address("overview"), **kwargs)


class FormProblemsPanel(ToldSidePanel):
    """What is wrong with the form as it was last saved, beside the editor."""

    class SidePanelToggle(ToldSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Kiểm tra mẫu đơn")

    name = "form-problems"
    title = gettext_lazy("Kiểm tra mẫu đơn")

    def __init__(self, row: IntakeForm, request: Any) -> None:
        super().__init__(row, request)
        found = list(problems_of(row))
        self.problems = [each for each in found if not each.is_warning]
        self.warnings = [each for each in found if each.is_warning]

    def place(self, problem: Problem) -> str:
        return "#panel-pages-section"
