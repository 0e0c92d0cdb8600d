"""Correcting an announced text at the desk: what differs, why, and the second person's word."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.documents.widgets import AdminDocumentChooser

from register import clock
from register.compare import compare
from register.drafts import Refused
from register.naming import agency_names, sector_names
from register.words import CorrectionKind

from ..correcting import ask, begin_correction, correct, mended, new_day, public_text
from ..models import CorrectionRequest, Edition
from ..policy import MAY_ANNOUNCE


class BeginCorrectionView(BaseObjectMixin, View):
    """A click beside an announced text opens the draft in which it is mended."""

    model = Edition
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            draft = begin_correction(self.object, request.user)
        except Refused as refusal:
            messages.error(request, "; ".join(str(problem) for problem in refusal.problems))
            return redirect(self.object.snippet_viewset.address("edit", self.object))
        messages.info(request, _("Sửa cho khớp bản ký, lưu dự thảo, rồi bấm “Đề nghị đính chính”."))
        return redirect(draft.snippet_viewset.address("edit", draft))


class AskForm(forms.ModelForm):
    class Meta:
        model = CorrectionRequest
        fields = ("kind", "reason", "document_number", "document_on", "document")
        widgets = {
            "kind": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 3}),
            "document_on": forms.DateInput(attrs={"type": "date"}),
            "document": AdminDocumentChooser,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = CorrectionKind.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == CorrectionKind.DOCUMENT and not (
            data.get("document_number") and data.get("document_on")
        ):
            self.add_error("document_number", _("Hãy ghi số và ngày của công văn đính chính."))
        return data


class CorrectionView(BaseObjectMixin, WagtailAdminTemplateMixin, FormView):
    """What the draft changes of the public text. One person asks with a reason, another corrects."""

    model = Edition
    form_class = AskForm
    template_name = "cms/desk/correction.html"
    header_icon = "edit"
    index_url_name = ""

    @cached_property
    def public(self) -> Any:
        return public_text(self.object.corrects_key, self.object.locale.language_code)

    @cached_property
    def asked(self) -> CorrectionRequest | None:
        return CorrectionRequest.objects.filter(edition=self.object).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.public is None:
            messages.error(request, _("Dự thảo này không đính chính nội dung nào đang công khai."))
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    @property
    def edit_url(self) -> str:
        return str(self.object.snippet_viewset.address("edit", self.object))

    @property
    def decision_url(self) -> str:
        decision = self.object.decision
        return str(decision.snippet_viewset.address("overview", decision))

    def get_page_title(self) -> str:
        return _("Đính chính %(code)s") % {"code": self.object.code}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.asked}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "correct" in request.POST:
            return self.correct()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AskForm) -> HttpResponse:
        if not self.differences and not self.other_day:
            messages.error(self.request, _("Dự thảo chưa khác nội dung đang công khai: hãy sửa trước."))
            return redirect(self.edit_url)
        ask(self.object, self.request.user.get_username(), **form.cleaned_data)
        messages.success(self.request, _("Đã đề nghị. Người có quyền công khai sẽ xem và xác nhận."))
        return redirect(self.request.path)

    def correct(self) -> HttpResponse:
        if not self.request.user.has_perm(MAY_ANNOUNCE):
            raise PermissionDenied
        if self.asked is None:
            messages.error(self.request, _("Chưa có đề nghị đính chính."))
            return redirect(self.request.path)
        try:
            correct(self.asked, self.request.user.get_username())
        except Refused as refusal:
            for problem in refusal.problems:
                messages.error(self.request, str(problem))
            return redirect(self.request.path)
        messages.success(self.request, _("Đã đính chính. Cả hai nội dung vẫn đọc được."))
        return redirect(self.decision_url)

    @cached_property
    def differences(self) -> Any:
        agencies, sectors, today = agency_names(), sector_names(), clock.today()

        def name_of(kind: str, key: str) -> str:
            return str((sectors if kind == "sector" else agencies).on(key, today))

        return compare(self.public.data, mended(self.object, self.public), name_of)

    @property
    def other_day(self) -> Any:
        return new_day(self.object, self.public)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by = self.request.user.get_username()
        return super().get_context_data(
            edition=self.object,
            public=self.public,
            asked=self.asked,
            differences=self.differences,
            other_day=self.other_day,
            may_correct=bool(self.asked and self.asked.author != by and self.request.user.has_perm(MAY_ANNOUNCE)),
            edit_url=self.edit_url,
            decision_url=self.decision_url,
            **kwargs,
        )
