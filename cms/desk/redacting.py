"""Taking personal data down (che dữ liệu): ask, look where it stands, and the second officer's word."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from register.drafts import Refused
from register.files import UnknownTypeError, content_type_of, public_name
from register.masking import too_short
from register.models import Redaction

from ..models import Job, RedactionRequest
from ..policy import MAY_ANNOUNCE
from ..redacting import SHOWN, ask, confirm, found
from .base import RightPage, item_for

LARGEST = 30 * 1024 * 1024  # bytes of a masked copy
MOST_WORDS = 20


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("Chữ cần che"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Mỗi dòng một họ tên, số điện thoại, số định danh, địa chỉ … đúng như đã viết. Chữ hoa hay thường, số viết "
            "liền hay cách đều được che."
        ),
    )  # fmt: skip
    file = forms.CharField(
        label=_("Tệp cần thay"), required=False, max_length=500,
        help_text=_("Địa chỉ của tệp trên cổng: …/tep/…; để trống nếu chỉ che chữ."),
    )  # fmt: skip
    copy = forms.FileField(
        label=_("Bản đã che của tệp"), required=False, help_text=_("Cùng văn bản ấy, dữ liệu cá nhân đã được bôi kín.")
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Được lưu lại. Đừng ghi dữ liệu cần che vào đây."),
    )  # fmt: skip

    def clean_words(self) -> list[str]:
        words = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()))
        words = [word for word in words if word]
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(_now("Mỗi lần che tối đa %(n)d dòng.") % {"n": MOST_WORDS})
        for word in words:
            if too_short(word):
                raise forms.ValidationError(
                    _now("“%(word)s” quá ngắn: che chữ này sẽ che nhầm nhiều nơi khác.") % {"word": word}
                )
        return words

    def clean_file(self) -> str:
        address = self.cleaned_data["file"].strip()
        if not address:
            return ""
        sha256 = re.search(r"\b[0-9a-f]{64}\b", address)
        if not sha256 or public_name(sha256[0]) is None:
            raise forms.ValidationError(_now("Không có tệp công khai nào ở địa chỉ này."))
        return sha256[0]

    def clean_copy(self) -> bytes:
        upload = self.cleaned_data["copy"]
        if not upload:
            return b""
        if upload.size > LARGEST:
            raise forms.ValidationError(_now("Tệp lớn hơn 30 MB."))
        content: bytes = upload.read()
        try:
            content_type_of(content)
        except UnknownTypeError:
            raise forms.ValidationError(_now("Tệp phải là PDF, Word, Excel, PNG hoặc JPG.")) from None
        return content

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if not data.get("words") and not data.get("file"):
            self.add_error("words", _now("Hãy ghi chữ cần che hoặc chọn tệp cần che."))
        if bool(data.get("file")) != bool(data.get("copy")):
            self.add_error("copy", _now("Tệp cần thay và bản đã che của nó phải đi cùng nhau."))
        return data


class _Page(RightPage):
    header_icon = "view"
    page_title = _("Che dữ liệu cá nhân")
    may = MAY_ANNOUNCE
    index = "redactions:index"


class RedactionsView(_Page, TemplateView):
    """What waits for a second officer, and what was taken down."""

    template_name = "cms/desk/redactions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(Redaction.objects.select_related("removal").defer("words")[:100])
        masked = dict(Job.objects.filter(redaction__in=rows).values_list("redaction_id", "state"))
        return super().get_context_data(
            asked=RedactionRequest.objects.defer("words", "copy"),
            rows=[(row, masked.get(row.pk, Job.State.DONE)) for row in rows],
            ask_url=address("ask"),
            **kwargs,
        )


class AskView(_Page, FormView):
    template_name = "cms/desk/ask_redaction.html"
    form_class = AskForm

    def form_valid(self, form: AskForm) -> HttpResponse:
        told = form.cleaned_data
        row = ask(told["words"], told["file"], told["copy"], told["reason"], self.request.user.get_username())
        messages.success(self.request, _now("Đã đề nghị. Người thứ hai xem và xác nhận thì dữ liệu mới được che."))
        return redirect(address("request", row.pk))


class RequestView(_Page, TemplateView):
    """Where it stands in the public record: the asker sees whether it is right, another confirms."""

    template_name = "cms/desk/redaction_request.html"

    @cached_property
    def row(self) -> RedactionRequest:
        return get_object_or_404(RedactionRequest.objects.defer("copy"), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "drop" in request.POST:
            self.row.delete()
            messages.success(request, _now("Đã bỏ đề nghị; không có gì bị che."))
            return redirect(address("index"))
        try:
            confirm(self.row, request.user)
        except Refused as refusal:
            for problem in refusal.problems:
                messages.error(request, str(problem))
            return redirect(request.path)
        messages.success(
            request, _now("Đã che trong mọi nội dung công khai. Dự thảo và lịch sử của bàn biên tập đang được che.")
        )
        return redirect(address("index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = found(self.row)
        named = public_name(self.row.sha256) if self.row.sha256 else None
        return super().get_context_data(
            row=self.row,
            file=named[0] if named else "",
            places=places[:SHOWN],
            more=max(len(places) - SHOWN, 0),
            codes=sorted({place.code for place in places if place.code}),
            may_confirm=places and self.row.asked_by != self.request.user.get_username(),
            index_url=address("index"),
            **kwargs,
        )


def address(name: str, *args: Any) -> str:
    return reverse(f"redactions:{name}", args=args)


class RedactionViewSet(ViewSet):
    name = "redactions"
    url_prefix = "che-du-lieu"
    icon = "view"
    menu_label = _("Che dữ liệu cá nhân")
    menu_order = 460
    menu_item_class = item_for(MAY_ANNOUNCE)
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", RedactionsView.as_view(), name="index"),
            path("de-nghi/", AskView.as_view(), name="ask"),
            path("de-nghi/<int:pk>/", RequestView.as_view(), name="request"),
        ]
