"""Bringing a list in (nhập từ tệp): upload, look at what each row would do, choose; a worker reads and writes."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from register import clock
from register.words import ChangeKind

from .. import jobs
from ..importing.opening import MAX_BYTES
from ..importing.taking import effects
from ..models import Decision, Edition, Job, Upload
from ..policy import guarding, policy_for

WORDS = {
    "new": _("Mới"),
    "changed": _("Thay đổi"),
    "same": _("Không đổi"),
    "refused": _("Không nhập được"),
}


def may_import(user: Any) -> bool:
    """Whoever writes texts of some department."""
    policy = policy_for(Edition)
    return policy is not None and policy.user_has_permission(user, "add")


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp"), required=False,
        help_text=_("Danh sách .xlsx, phụ lục .docx, trang HTML, văn bản UTF-8, hoặc JSON lines với cả nội dung."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Hoặc dán từ Word, Excel"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2_000_000,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        upload = data.get("file")
        if upload and upload.size > MAX_BYTES:
            words = {"limit": MAX_BYTES // 1024 // 1024}
            self.add_error("file", _now("Tệp lớn hơn %(limit)d MB: hãy chia nhỏ.") % words)
        elif not upload and not data.get("text", "").strip():
            self.add_error("file", _now("Hãy chọn tệp hoặc dán danh sách."))
        return data


class _Page(WagtailAdminTemplateMixin):
    header_icon = "upload"
    page_title = _("Nhập từ tệp")
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_import(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("imports:index"), "label": self.page_title},
        ]


class UploadView(_Page, FormView):
    """With `?quyet-dinh=` the list is for that decision, else for the list of what ministries have published."""

    template_name = "cms/desk/upload.html"
    form_class = UploadForm

    @cached_property
    def decision(self) -> Decision | None:
        asked = self.request.GET.get("quyet-dinh")
        if not asked:
            return None
        policy = guarding(Decision)
        own = policy.instances_user_has_permission_for(self.request.user, "change")
        found = own.filter(pk=asked).first() if asked.isdigit() else None
        if found is None or found.announcement():
            raise Http404
        return found

    def form_valid(self, form: UploadForm) -> HttpResponse:
        given = form.cleaned_data["file"]
        upload = Upload.objects.create(
            user=self.request.user,
            decision=self.decision,
            name=(given.name if given else _now("Dán từ Word, Excel"))[:255],
            content=given.read() if given else form.cleaned_data["text"].encode(),
            uploaded_at=clock.now(),
        )
        jobs.ask(Job.Kind.READ, upload.user, upload.decision, upload=upload)
        return redirect("imports:preview", upload.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(decision=self.decision, **kwargs)


class PreviewView(_Page, TemplateView):
    """What each row would do; the choice; how far the worker is; what it did."""

    template_name = "cms/desk/import_preview.html"

    @cached_property
    def upload(self) -> Upload:
        """The user's own; nobody else's is there."""
        row = Upload.objects.filter(pk=self.kwargs["pk"], user=self.request.user).select_related("decision").first()
        if row is None:
            raise Http404
        return row

    @cached_property
    def job(self) -> Job | None:
        return Job.objects.filter(upload=self.upload).last()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = self.render_to_response(self.get_context_data())
        if self.is_working:
            response["Refresh"] = "2"
        return response

    @property
    def is_working(self) -> bool:
        return self.job is not None and self.job.is_under_way

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.is_working or self.upload.taken:
            return redirect("imports:preview", pk)
        numbers = {str(row["number"]): row["number"] for row in self.upload.rows}
        ticked = [numbers[each] for each in request.POST.getlist("row") if each in numbers]
        change = request.POST.get("change", "")
        if not ticked:
            messages.error(request, _now("Hãy chọn ít nhất một dòng."))
            return redirect("imports:preview", pk)
        self.upload.taken = {"rows": ticked, "change": change if change in ChangeKind.values else ""}
        self.upload.save(update_fields=["taken"])
        jobs.ask(Job.Kind.WRITE, self.upload.user, self.upload.decision, upload=self.upload)
        return redirect("imports:preview", pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upload, job = self.upload, self.job
        done, total = job.progress if job else (0, 0)
        shown = effects(upload) if upload.rows and not upload.taken else []
        counts = {kind: sum(effect.kind == kind for effect in shown) for kind in WORDS}
        decision = upload.decision
        return super().get_context_data(
            upload=upload,
            job=job,
            working=self.is_working,
            done=done,
            total=total,
            effects=[(effect, WORDS[effect.kind]) for effect in shown],
            counts=[(WORDS[kind], count) for kind, count in counts.items() if count],
            changes=ChangeKind.choices,
            back_url=decision.snippet_viewset.address("overview", decision) if decision else reverse("imports:index"),
            **kwargs,
        )


class _ForWriters(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


class ImportViewSet(ViewSet):
    name = "imports"
    url_prefix = "nhap-tu-tep"
    icon = "upload"
    menu_label = _("Nhập từ tệp")
    menu_order = 160
    menu_item_class = _ForWriters
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", UploadView.as_view(), name="index"),
            path("<int:pk>/", PreviewView.as_view(), name="preview"),
        ]
