"""Documents to print: the annex of a decision, the list of a one-stop desk's notice board."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import AdminDateInput

from register import clock
from register.models import Agency, Sector
from register.naming import agency_names, sector_names
from register.words import Level

from .. import jobs
from ..models import Decision, Job, PaperFile
from ..papers.asking import annex_for
from ..papers.making import TYPES, is_quick, make
from ..papers.notice import Asked, notice_of
from ..papers.paper import Paper
from ..policy import guarding
from .choices import by_key
from .decision_page import DecisionPage


def handed_out(content: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def made(user: Any, paper: Paper, form: str, **asked: Any) -> HttpResponse:
    """The document where it is made quickly, else the page that watches a worker make it."""
    if is_quick(paper):
        return handed_out(make(paper, form), paper.name, form)
    row = PaperFile.objects.create(user=user, form=form, asked_at=clock.now(), **asked)
    jobs.ask(Job.Kind.PAPER, user, row.decision, paper=row)
    return redirect("papers:watch", row.pk)


class AnnexView(DecisionPage, View):
    """POST makes the annex; `form` is docx or pdf."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = request.POST.get("form", "")
        if form not in TYPES:
            return HttpResponseBadRequest(_now("Chọn .docx hoặc .pdf."))
        return made(request.user, annex_for(self.object, request.user), form, decision=self.object)


class NoticeForm(forms.Form):
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices, initial=Level.COMMUNE)
    agency = forms.ChoiceField(label=_("Cơ quan"), required=False)
    sector = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    day = forms.DateField(label=_("Ngày"), widget=AdminDateInput)
    desk = forms.CharField(
        label=_("Nơi niêm yết"),
        required=False,
        max_length=255,
        help_text=_("Tên ghi ở đầu danh sách, thí dụ: Ủy ban nhân dân phường Hạc Thành. Để trống: tên cơ quan."),
    )
    form = forms.ChoiceField(choices=[(each, f".{each}") for each in TYPES], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = agency_names()
        ended = agencies.ended(clock.today())
        keys = [key for key in Agency.objects.values_list("key", flat=True) if key not in ended]
        fields: dict[str, Any] = self.fields
        fields["agency"].choices = [("", _now("Mọi cơ quan")), *by_key(keys, agencies)]
        keys = list(Sector.objects.values_list("key", flat=True))
        fields["sector"].choices = [("", _now("Mọi lĩnh vực")), *by_key(keys, sector_names())]


class _Page(WagtailAdminTemplateMixin):
    header_icon = "list-ul"
    page_title = _("Danh sách niêm yết")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("papers:index"), "label": self.page_title},
        ]


class NoticeView(_Page, FormView):
    """What is listed is public, so every officer may print it."""

    template_name = "cms/desk/notice.html"
    form_class = NoticeForm

    def get_initial(self) -> dict[str, Any]:
        return {"day": clock.today(), "level": Level.COMMUNE}

    def form_valid(self, form: NoticeForm) -> HttpResponse:
        told = dict(form.cleaned_data)
        kind = told.pop("form")
        asked = Asked(**told)
        return made(self.request.user, notice_of(asked), kind, notice=asked.to_json())


class _Own(View):
    request: Any
    kwargs: Any

    @cached_property
    def paper(self) -> PaperFile:
        """The user's own, of a decision that she may still see; nobody else's is there."""
        row = PaperFile.objects.filter(pk=self.kwargs["pk"], user=self.request.user)
        found = row.select_related("decision__department__collection").defer("content").first()
        if found is None:
            raise Http404
        policy = guarding(Decision)
        if found.decision and not policy.may_see(self.request.user, found.decision):
            raise Http404
        return found


class WatchView(_Own, _Page, TemplateView):
    """How far the worker is; the page asks again by itself, with no script."""

    template_name = "cms/desk/paper.html"
    page_title = _("Lập văn bản")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        job = Job.objects.filter(paper=self.paper).last()
        done, total = job.progress if job else (0, 0)
        working = job is not None and job.is_under_way
        decision = self.paper.decision
        back = decision.snippet_viewset.address("overview", decision) if decision else reverse("papers:index")
        context = self.get_context_data(
            paper=self.paper, job=job, done=done, total=total, working=working, back_url=back, **kwargs
        )
        response = self.render_to_response(context)
        if working:
            response["Refresh"] = "2"
        return response


class DownloadView(_Own):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.paper.name:  # not made yet
            return redirect("papers:watch", pk)
        return handed_out(bytes(self.paper.content), self.paper.name, self.paper.form)


class PaperViewSet(ViewSet):
    name = "papers"
    url_prefix = "van-ban"
    icon = "list-ul"
    menu_label = _("Danh sách niêm yết")
    menu_order = 170
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", NoticeView.as_view(), name="index"),
            path("<int:pk>/", WatchView.as_view(), name="watch"),
            path("<int:pk>/tai/", DownloadView.as_view(), name="download"),
        ]
