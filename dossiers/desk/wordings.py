"""The words in which people are told of their dossiers: kept by whoever was given the right, tried with an example."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from register.forms.definition import LOCALES

from ..models import Wording
from ..models.event import DEEDS
from ..notices import words
from ..notices.words import Words
from .guarded import Page

NAMES = {action: label for action, label in DEEDS if action in words.TOLD}
LANGUAGES = {"vi": gettext_lazy("Tiếng Việt"), "en": gettext_lazy("Tiếng Anh")}


def may_set_words(user: Any) -> bool:
    return bool(user.has_perm("dossiers.add_wording"))


class _EditorsOnly(Page):
    header_icon = "mail"

    def allows(self, user: Any) -> bool:
        return may_set_words(user)


class WordingsView(_EditorsOnly, TemplateView):
    template_name = "dossiers/desk/wordings.html"
    page_title = gettext_lazy("Mẫu tin báo")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = {(row.action, row.form, row.locale): row for row in Wording.objects.all()}
        rows = [
            (name, form, locale, words.of(row, action, form, locale), action, row)
            for action, name in NAMES.items()
            for form in Wording.Form
            for locale in LOCALES
            for row in [newest.get((action, form, locale))]
        ]
        return super().get_context_data(rows=rows, **kwargs)


class WordingForm(forms.Form):
    subject = forms.CharField(label=gettext_lazy("Tiêu đề"), max_length=150, required=False)
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Để trống thì dùng lại mẫu có sẵn."),
    )

    def __init__(self, *args: Any, kept: Wording.Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        if kept == Wording.Form.SHORT:
            del self.fields["subject"]

    @property
    def told(self) -> Words:
        given = self.cleaned_data
        return Words(given.get("subject", "").strip(), given.get("text", "").replace("\r\n", "\n").strip())

    def clean(self) -> dict[str, Any]:
        if not self.errors and (sentence := words.wrong(self.kept, self.told)):
            self.add_error("text", sentence)
        return self.cleaned_data


class WordingView(_EditorsOnly, FormView):
    """One of them: *Xem thử* shows it with an example, *Lưu* keeps it."""

    template_name = "dossiers/desk/wording.html"
    form_class = WordingForm
    page_title = gettext_lazy("Mẫu tin báo")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        known = kwargs["action"] in NAMES and kwargs["form"] in Wording.Form.values and kwargs["locale"] in LOCALES
        if not known:
            raise Http404
        self.kept = (kwargs["action"], Wording.Form(kwargs["form"]), kwargs["locale"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kept": self.kept[1]}

    def get_initial(self) -> dict[str, Any]:
        told = words.words(*self.kept)
        return {"subject": told.subject, "text": told.text}

    def get_page_subtitle(self) -> str:
        action, form, locale = self.kept
        return f"{NAMES[action]} · {form.label} · {LANGUAGES[locale]}"

    def form_valid(self, form: WordingForm) -> HttpResponse:
        if "try" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        words.set_words(*self.kept, form.told, self.request.user.get_username())
        messages.success(self.request, _("Đã lưu mẫu tin báo."))
        return redirect("dossier_wordings:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form, action = context["form"], self.kept[0]
        told = form.told if form.is_bound and form.is_valid() else words.words(*self.kept)
        example = words.example(action, self.kept[2])
        return context | {
            "placeholders": list(zip(words.PLACEHOLDERS, words.meanings(), strict=True)),
            "shown": words.filled(told if told.text else words.ours(*self.kept), example),
        }
