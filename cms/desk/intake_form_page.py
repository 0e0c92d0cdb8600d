"""The page of an intake form: what it asks, what is wrong with it, what differs from the public one; its file."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages

from register.drafts import Problem
from register.forms.reading import FormError, read_json
from register.forms.writing import to_json

from ..form_building import form_of
from ..form_words import outline
from ..forming import bring_in, changes_of, looked_at, release, take_back
from ..models import IntakeForm
from .checks_panel import ToldSidePanel, parted
from .released import ReleasedPage, ReleaseView, TakeBackView

OF_THE_WHOLE = ("", "procedure", "title", "pages")  # places of problems that are no key an editor knows


class _OfForm(ReleasedPage):
    model = IntakeForm


class FormPageView(_OfForm, TemplateView):
    template_name = "cms/desk/intake_form_page.html"
    header_icon = "form"

    def get_page_title(self) -> str:
        return _("Mẫu đơn điện tử %(form)s") % {"form": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        form, found = looked_at(row)
        names = ("edit", "release", "take_back", "export", "bring_in", "history")
        return super().get_context_data(
            row=row,
            pages=outline(form) if form else [],
            public=row.released(),
            differences=changes_of(row, form) if form else [],
            **parted(found),
            of_the_whole=OF_THE_WHOLE,
            may_release=self.may("control"),
            may_write=self.may("change"),
            addresses={name: self.address(name) for name in names},
            **kwargs,
        )


class ReleaseFormView(_OfForm, ReleaseView):
    def release(self, by: str, revision: int | None) -> str:
        return _("Đã công khai mẫu đơn số %(number)d.") % {"number": release(self.object, by, revision).number}


class TakeBackFormView(_OfForm, TakeBackView):
    template_name = "cms/desk/take_back_form.html"
    called = gettext_lazy("Rút mẫu đơn %(row)s")
    nothing = gettext_lazy("Không có mẫu đơn nào đang được công khai.")
    done = gettext_lazy("Đã rút mẫu đơn. Hồ sơ đã nộp theo mẫu này vẫn giữ mẫu cũ.")

    def take_back(self, reason: str, by: str) -> None:
        take_back(self.object, reason, by)


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
        return super().get_context_data(overview_url=self.address("overview"), **kwargs)


class FormProblemsPanel(ToldSidePanel):
    """What is wrong with the form as it was last saved, beside the editor."""

    class SidePanelToggle(ToldSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Kiểm tra mẫu đơn")

    name = "form-problems"
    title = gettext_lazy("Kiểm tra mẫu đơn")

    def __init__(self, row: IntakeForm, request: Any) -> None:
        super().__init__(row, request)
        _form, found = looked_at(row)
        self.problems, self.warnings = parted(found).values()

    def place(self, problem: Problem) -> str:
        return "#panel-pages-section"
